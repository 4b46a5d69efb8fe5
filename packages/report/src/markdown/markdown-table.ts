/** A Markdown table of encoded cells; nothing where there is no row. `right` names the columns of numbers. */
export function drawTable(
  titles: readonly string[],
  rows: readonly (readonly string[])[],
  right: readonly number[] = [],
): string {
  if (rows.length === 0) return '';
  const line = (cells: readonly string[]) => `| ${cells.join(' | ')} |`;
  const rule = titles.map((_, at) => (right.includes(at) ? '---:' : '---'));
  return [line(titles), line(rule), ...rows.map((row) => line(row))].join('\n');
}
