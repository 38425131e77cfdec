import { connect, type Socket } from "node:net";

/** Sends bytes as they are, and resolves to all that came back until the other side closed. */
export async function rawRequest(port: number, bytes: string): Promise<string> {
  const socket = connect(port, "127.0.0.1");
  socket.write(bytes);
  const chunks: Buffer[] = [];
  try {
    for await (const chunk of socket) chunks.push(chunk);
  } catch {
    // Whoever still sends when it is refused is cut off.
  }
  return Buffer.concat(chunks).toString();
}

/** A connection that stays open until it is cut; its errors are of no interest. */
export function openConnection(port: number): Promise<Socket> {
  return new Promise((resolve, reject) => {
    const socket = connect(port, "127.0.0.1", () => {
      socket.off("error", reject).on("error", () => undefined);
      resolve(socket);
    });
    socket.once("error", reject);
  });
}
