import { generateKeyPairSync, type KeyObject, sign } from "node:crypto";

/** Somebody who can sign certificates, by its name and key. */
export interface Authority {
  readonly name: string;
  readonly key: KeyObject;
  /** PEM. */
  readonly certificate: string;
}

/** What a TLS server shows, both PEM. */
export interface Identity {
  readonly key: string;
  readonly cert: string;
}

export function authority(name: string): Authority {
  const { privateKey, publicKey } = newKeys();
  const certificate = signed({ name, publicKey, issuer: name, issuerKey: privateKey, hosts: null });
  return { name, key: privateKey, certificate };
}

/** An identity for these hosts, signed by the authority; without one, by itself. */
export function identity(
  hosts: readonly string[],
  { by, isExpired = false }: { by?: Authority; isExpired?: boolean } = {},
): Identity {
  const { privateKey, publicKey } = newKeys();
  const name = hosts[0] ?? "nobody";
  const cert = signed({
    name,
    publicKey,
    issuer: by?.name ?? name,
    issuerKey: by?.key ?? privateKey,
    hosts,
    isExpired,
  });
  return { key: privateKey.export({ type: "pkcs8", format: "pem" }).toString(), cert };
}

function newKeys() {
  return generateKeyPairSync("ec", { namedCurve: "P-256" });
}

interface Statement {
  readonly name: string;
  readonly publicKey: KeyObject;
  readonly issuer: string;
  readonly issuerKey: KeyObject;
  /** `null`: an authority. */
  readonly hosts: readonly string[] | null;
  readonly isExpired?: boolean;
}

let serials = 0;

/** An X.509 certificate (RFC 5280, 4.1) with ECDSA and SHA-256, as PEM. */
function signed({ name, publicKey, issuer, issuerKey, hosts, isExpired }: Statement): string {
  serials += 1;
  const algorithm = der(0x30, objectId("2a8648ce3d040302"));
  const body = der(
    0x30,
    der(0xa0, integer(2)),
    integer(serials),
    algorithm,
    commonName(issuer),
    der(0x30, time("20000101000000Z"), time(isExpired ? "20010101000000Z" : "29990101000000Z")),
    commonName(name),
    publicKey.export({ type: "spki", format: "der" }),
    der(0xa3, der(0x30, hosts === null ? forAuthorities() : forHosts(hosts))),
  );
  const signature = der(0x03, Buffer.of(0), sign("sha256", body, issuerKey));
  const lines =
    der(0x30, body, algorithm, signature)
      .toString("base64")
      .match(/.{1,64}/g) ?? [];
  return ["-----BEGIN CERTIFICATE-----", ...lines, "-----END CERTIFICATE-----", ""].join("\n");
}

/** `basicConstraints`, critical: may sign others. */
function forAuthorities(): Buffer {
  const value = der(0x30, der(0x01, Buffer.of(0xff)));
  return der(0x30, objectId("551d13"), der(0x01, Buffer.of(0xff)), der(0x04, value));
}

/** `subjectAltName` with DNS names. */
function forHosts(hosts: readonly string[]): Buffer {
  const names = hosts.map((host) => der(0x82, Buffer.from(host)));
  return der(0x30, objectId("551d11"), der(0x04, der(0x30, ...names)));
}

function commonName(text: string): Buffer {
  return der(0x30, der(0x31, der(0x30, objectId("550403"), der(0x0c, Buffer.from(text)))));
}

function objectId(hex: string): Buffer {
  return der(0x06, Buffer.from(hex, "hex"));
}

/** From 0 to 127. */
function integer(value: number): Buffer {
  return der(0x02, Buffer.of(value));
}

function time(text: string): Buffer {
  return der(0x18, Buffer.from(text));
}

/** One value of ASN.1 in DER: tag, length, contents (X.690, 8.1). */
function der(tag: number, ...parts: readonly Buffer[]): Buffer {
  const contents = Buffer.concat(parts);
  const { length } = contents;
  const head =
    length < 0x80 ? [length] : length < 0x100 ? [0x81, length] : [0x82, length >> 8, length & 0xff];
  return Buffer.concat([Buffer.of(tag, ...head), contents]);
}
