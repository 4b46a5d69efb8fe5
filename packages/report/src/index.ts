export { headline } from './headline.ts';
export { ansiPaint, plainPaint, type Canvas, type Colour, type Paint } from './terminal/canvas.ts';
export { renderRun, type RunView } from './terminal/run.ts';
export type { ResultRow } from './terminal/run-table.ts';
export { renderVerdict, type VerdictView } from './terminal/verdict.ts';
export { wordFinding, type PlainWording, type WordOptions } from './words.ts';
