/** A command line as the list that a file takes: its words where all are plain, else the shell that reads it. */
export function commandList(line: string): string {
  const words = line.trim().split(/\s+/u);
  const plain = words.every((word) => /^[\w./@:=+,%-]+$/u.test(word));
  return `[${(plain ? words : ['sh', '-c', line]).map(asYaml).join(', ')}]`;
}

/** Bare where YAML reads the very same text. */
const asYaml = (word: string): string =>
  /^(?=.*[A-Za-z])-{0,2}[A-Za-z0-9_./][\w./=+-]*$/u.test(word) && !isConstant(word)
    ? word
    : JSON.stringify(word);

/** Words that YAML reads as no text; numbers as 1e3 and 0x1f among them. */
const isConstant = (word: string): boolean =>
  /^(?:true|false|null|yes|no|on|off|[-+.]?(?:\d.*|inf|nan))$/iu.test(word);
