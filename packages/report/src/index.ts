export {
  renderAnnotations,
  renderGithub,
  renderRunGithub,
  type Annotation,
} from './annotations.ts';
export {
  calibrateDocument,
  calibrateDocumentSchema,
  type AgreementDocument,
  type CalibrateDocument,
} from './documents/calibrate-document.ts';
export {
  compareDocument,
  compareDocumentSchema,
  type CompareDocument,
} from './documents/compare-document.ts';
export { comparisonSchema } from './documents/comparison-schema.ts';
export { documentSchemas } from './documents/document-schemas.ts';
export { findingSchema } from './documents/finding-schema.ts';
export { runDocument, runDocumentSchema } from './documents/run-document.ts';
export {
  showDocument,
  showDocumentSchema,
  type ShowDocument,
  type ShownTrial,
} from './documents/show-document.ts';
export {
  verdictDocument,
  verdictDocumentSchema,
  verdictSchema,
  type VerdictDocument,
  type WordedFinding,
} from './documents/verdict-document.ts';
export { listFailures, type Failure } from './failures.ts';
export { headline } from './headline.ts';
export type { Compared, MarkdownLinks, MarkdownView } from './markdown/markdown-view.ts';
export { renderMarkdown } from './markdown/markdown.ts';
export { renderRunMarkdown, renderSummary } from './markdown/summary.ts';
export { renderComparisonsCsv } from './comparisons-csv.ts';
export { renderRunsCsv, type CsvRun } from './runs-csv.ts';
export { renderCsv } from './scores-csv.ts';
export { forBlock } from './sinks/for-block.ts';
export { forCell } from './sinks/for-cell.ts';
export { forCsv } from './sinks/for-csv.ts';
export { forHtmlText } from './sinks/for-html-text.ts';
export { forLine } from './sinks/for-line.ts';
export { forTerminal, type TerminalSpace } from './sinks/for-terminal.ts';
export { forUrl } from './sinks/for-url.ts';
export { forWorkflowCommand, forWorkflowProperty } from './sinks/for-workflow-command.ts';
export { forXml } from './sinks/for-xml.ts';
export { ansiPaint, plainPaint, type Canvas, type Colour, type Paint } from './terminal/canvas.ts';
export { renderCalibration } from './terminal/calibration.ts';
export { renderCase, type CaseHistory, type CaseView } from './terminal/case.ts';
export { renderComparison } from './terminal/comparison.ts';
export { drawSparkline } from './terminal/interval-strip.ts';
export { renderPlan, type PlanView } from './terminal/plan.ts';
export { renderProblems, renderUsageError, type UsageTrouble } from './terminal/problems.ts';
export { renderProgress, type ProgressState } from './terminal/progress.ts';
export type { ResultRow } from './terminal/run-table.ts';
export { renderRun, type RunView } from './terminal/run.ts';
export { renderRuns, type RunRow, type RunsView, type Trend } from './terminal/runs.ts';
export {
  renderValidate,
  type GoneSet,
  type SetChange,
  type ValidatedSet,
  type ValidateView,
} from './terminal/validate.ts';
export { renderSelfTest, type SelfTestCount, type SelfTestView } from './terminal/self-test.ts';
export { renderVerdict, type VerdictView } from './terminal/verdict.ts';
export {
  wordFault,
  wordFinding,
  wordProblem,
  type PlainWording,
  type WordOptions,
} from './words.ts';
export {
  renderAcceptance,
  renderBaselines,
  type AcceptanceView,
  type AcceptedChange,
  type AcceptedScorer,
} from './terminal/acceptance.ts';
export { renderCacheStats, type CacheView } from './terminal/cache-stats.ts';
export { wordAcceptProblem, type AcceptReason } from './words/accept.ts';
export {
  renderIncidents,
  type IncidentNumbers,
  type IncidentRow,
} from './terminal/incident-list.ts';
export {
  renderNewIncident,
  renderRedaction,
  type NewIncidentView,
  type ShownRedaction,
} from './terminal/incident-new.ts';
export type { ShownFault, ShownProof } from './terminal/incident-proof.ts';
export { lacksExpected } from './lacks-expected.ts';
export { renderIncident, type HeldBack, type IncidentView } from './terminal/incident-show.ts';
export {
  renderVerification,
  type Reproduction,
  type VerifiedIncident,
  type VerifyView,
} from './terminal/incident-verify.ts';
export { renderWaivers, type WrittenWaiver } from './terminal/incident-waivers.ts';
