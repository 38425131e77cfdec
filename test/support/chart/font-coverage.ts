/** Code points that a TrueType font has a glyph for: its `cmap` tables of formats 4 and 12. */
export function codePointsOf(font: Buffer): Set<number> {
  const points = new Set<number>();
  const tables = font.readUInt16BE(4);
  for (let table = 0; table < tables; table += 1) {
    const entry = 12 + table * 16;
    if (font.toString("latin1", entry, entry + 4) !== "cmap") continue;
    const cmap = font.readUInt32BE(entry + 8);
    for (let index = 0; index < font.readUInt16BE(cmap + 2); index += 1) {
      const subtable = cmap + font.readUInt32BE(cmap + 4 + index * 8 + 4);
      const format = font.readUInt16BE(subtable);
      if (format === 4) addSegments(font, subtable, points);
      if (format === 12) addGroups(font, subtable, points);
    }
  }
  return points;
}

function addSegments(font: Buffer, subtable: number, points: Set<number>): void {
  const twice = font.readUInt16BE(subtable + 6);
  for (let segment = 0; segment < twice; segment += 2) {
    const last = font.readUInt16BE(subtable + 14 + segment);
    const first = font.readUInt16BE(subtable + 16 + twice + segment);
    const delta = font.readUInt16BE(subtable + 16 + twice * 2 + segment);
    const offsetAt = subtable + 16 + twice * 3 + segment;
    const offset = font.readUInt16BE(offsetAt);
    for (let point = first; point <= last && point < 0xffff; point += 1) {
      const glyph =
        offset === 0
          ? (point + delta) % 0x10000
          : font.readUInt16BE(offsetAt + offset + (point - first) * 2);
      if (glyph !== 0) points.add(point);
    }
  }
}

function addGroups(font: Buffer, subtable: number, points: Set<number>): void {
  const groups = font.readUInt32BE(subtable + 12);
  for (let group = 0; group < groups; group += 1) {
    const at = subtable + 16 + group * 12;
    for (let point = font.readUInt32BE(at); point <= font.readUInt32BE(at + 4); point += 1)
      points.add(point);
  }
}
