/** Keeps a line of a log from being read as a command by the GitHub runner: `::name::` at its start, `##[` anywhere. */
export function defuseCommands(line: string): string {
  return line.replaceAll('##[', String.raw`##\[`).replace(/^(\s*)::/, String.raw`$1\::`);
}
