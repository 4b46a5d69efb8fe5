import type { Place, TextStart } from '@pawl/core';

/** Where the text of a YAML value begins: a block text on the line after its `|`, all its lines indented. */
export function textStart(place: Place, lines: readonly string[]): TextStart {
  const { file, line = 1, column = 1 } = place;
  const mark = lines[line - 1]?.charAt(column - 1) ?? '';
  if (mark === '"' || mark === "'") return { file, line, column: column + 1 };
  if (mark !== '|' && mark !== '>') return place;
  const first = lines[line] ?? '';
  const indent = first.length - first.trimStart().length;
  return { file, line: line + 1, column: indent + 1, indent };
}
