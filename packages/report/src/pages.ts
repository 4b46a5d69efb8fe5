export {
  buildHistory,
  type History,
  type Point,
  type Series,
  type SkippedRun,
} from './history/build-history.ts';
export { momentOf } from './history/time.ts';
export {
  reportDocument,
  type PointDocument,
  type ReportDocument,
  type SeriesDocument,
} from './history/report-document.ts';
export { measureAll, type MeasuredSeries } from './history/measure-all.ts';
export { tellPeriod } from './history/tell-period.ts';
export type {
  CalibrationFacts,
  CaseTalk,
  CatchFacts,
  GuardFacts,
  IncidentFacts,
  OpenDecision,
  Release,
  ReportView,
  Shift,
  TalkReason,
  TalkSide,
  WaiverFacts,
} from './history/report-view.ts';
export {
  runFactsSchema,
  type CellFacts,
  type RunFacts,
  type ScorerFacts,
  type SliceFacts,
  type VerdictFacts,
} from './history/run-facts.ts';
export { renderReport } from './html/report-page.ts';
export type { Sha256Base64 } from './html/page.ts';
export {
  parseReviewFile,
  type Decision,
  type DecisionWord,
  type ReviewFile,
} from './review/review-file.ts';
export { makeAgenda } from './review/agenda.ts';
export type { AgendaItem } from './review/agenda-item.ts';
export { shellWord } from './words/command.ts';
export { agendaMarkdown } from './review/agenda-markdown.ts';
export { renderReview } from './html/review-page.ts';
export { checkMemo, readReferences, type MemoCheck, type MemoFault } from './memo/check-memo.ts';
export { makeMemo } from './memo/make-memo.ts';
export {
  compareSource,
  runSource,
  toJson,
  type MemoComparison,
  type MemoOption,
  type MemoView,
} from './memo/memo-view.ts';
export { plainOptionName } from './memo/option-name.ts';
export {
  renderCompareView,
  renderMissing,
  renderReportView,
  renderRunView,
  renderRunsView,
  type ComparedRuns,
  type LiveRun,
} from './html/live-pages.ts';
export { liveScript } from './html/live-script.ts';
export { contentPolicy } from './html/page.ts';
