export { catalog } from './catalog.ts';
export { makeScorer, type RunScorer, type ScoreOptions } from './shape/make-scorer.ts';
export { redact, type Redaction } from './text/redact.ts';
