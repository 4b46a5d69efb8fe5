export {
  formatBaseline,
  parseBaseline,
  type BaselineReading,
  type BaselineWanted,
} from './baseline-text.ts';
export type {
  Baseline,
  BaselineAnswer,
  BaselineCase,
  BaselineDefect,
  BaselineHeader,
} from './baseline.ts';
export type {
  Agreement,
  AgreementFigures,
  BoundedNumber,
  Calibration,
  CalibrationLosses,
  ConfusionCounts,
  CorrectedShares,
  HumanCeiling,
  IntervalEnds,
  JudgedOrders,
  ResampledAgreement,
  UnreadableLabel,
} from './calibration.ts';
export { caseHash, type CaseContent } from './case-hash.ts';
export {
  compareAllSets,
  compareSets,
  type Bump,
  type SetChange,
  type SetEdit,
} from './compare-sets.ts';
export type {
  Comparison,
  ComparisonReason,
  ComparisonState,
  CrossChecks,
  Interval,
} from './comparison.ts';
export { canonicalText, digest, type Sha256 } from './digest.ts';
export type { EvalCase, EvalSet } from './eval-set.ts';
export { didYouMean } from './explain-issue.ts';
export { exitCodes, type ExitCode } from './exit-code.ts';
export {
  FaultError,
  faultTraits,
  isFaultError,
  type Fault,
  type FaultCode,
  type FaultTraits,
  type Billed,
} from './fault.ts';
export type {
  Finding,
  FindingCode,
  FindingDetail,
  FindingPlace,
  FlakyCase,
  FlakyPast,
  RuleChange,
} from './finding.ts';
export { foldRun, startFold, type RunFold } from './fold-run.ts';
export { capProblems, formatProblem } from './format-problem.ts';
export type { Guard, Incident, RecordedOutput } from './incident.ts';
export { isJsonObject, type Json, type JsonObject } from './json.ts';
export { loadNamedScorers } from './load-named-scorers.ts';
export { caseKeys, mapFields, putAt, type FieldMap } from './map-fields.ts';
export type {
  CallOptions,
  Completion,
  Model,
  ModelParams,
  ModelRequest,
  ToolSpec,
} from './model.ts';
export { nearestWord } from './nearest-word.ts';
export type { Finish, Message, Output, ToolCall, Usage } from './output.ts';
export {
  parseCaseRows,
  parseIncidentFile,
  parseProjectFile,
  parseSetFile,
  parseWaiverFile,
  readText,
} from './parse-definition.ts';
export { pathName, valueAt, type ParsedText, type Path, type TextMap } from './parsed-text.ts';
export { formatPlace, type Place } from './place.ts';
export {
  makePlan,
  plannedTrials,
  type Plan,
  type PlannedCase,
  type PlannedTrial,
  type PlanOptions,
  type PlanPart,
  type Shard,
  type TrialToWeigh,
} from './plan.ts';
export {
  defaultPolicy,
  type Budgets,
  type GatePolicy,
  type Minimum,
  type Severity,
  type SlicePolicy,
} from './policy.ts';
export type { Problem } from './problem.ts';
export type { Project, ProjectDefaults } from './project.ts';
export { readPolicy } from './read-policy.ts';
export { projectSchemas, type SchemaName } from './project-schemas.ts';
export { readCase, rowsOf, type ReadCase, type RowSource } from './read-case.ts';
export { readJsonLine, type JsonLine } from './read-json-line.ts';
export { readJson } from './read-json.ts';
export { joinProblems, readWithSchema, type Definition } from './read-with-schema.ts';
export { readYaml } from './read-yaml.ts';
export { resolvePolicy } from './resolve-policy.ts';
export {
  resolveScorers,
  type ResolvedScorer,
  type ResolvedScorers,
  type ScorerSource,
} from './resolve-scorers.ts';
export type {
  Answered,
  CaseStamp,
  Faulted,
  JudgeCalls,
  RunEvent,
  RunFinished,
  RunNoted,
  RunResumed,
  RunStarted,
  RunTerms,
  ScorerStamp,
  SetStamp,
  StopReason,
  TargetStamp,
  TrialFinished,
  TrialKey,
  TrialResult,
  TrialStarted,
} from './run-event.ts';
export type {
  AnsweredRecord,
  CaseRecord,
  FaultedRecord,
  RecordCell,
  RunRecord,
  TrialRecord,
} from './run-record.ts';
export type { RunSummary, ShareInterval, SummaryCell } from './run-summary.ts';
export type { CaseRow } from './schemas/case-row.ts';
export { messageSchema } from './schemas/message.ts';
export type { PolicyFile } from './schemas/policy-file.ts';
export type { ProjectFile } from './schemas/project-file.ts';
export type { SetFile } from './schemas/set-file.ts';
export type { ModelTargetFile, RecordedTargetFile, TargetFile } from './schemas/target-file.ts';
export { isInside, type ScorerEntry } from './schemas/words.ts';
export type { Score, Scored, Unscored } from './score.ts';
export type {
  CodeRequest,
  CodeResult,
  EmbedRequest,
  Opinion,
  ScorerCatalog,
  ScorerDefinition,
  ScorerPorts,
  ScorerSpec,
  Subject,
  SubjectCase,
} from './scorer.ts';
export type {
  CommandTarget,
  HttpTarget,
  ModelTarget,
  ModuleTarget,
  OpenTarget,
  RecordedTarget,
  Target,
  TargetRequest,
  TextStart,
} from './target.ts';
export { readTrace } from './traces/read-trace.ts';
export { knownTraces, type TraceExchange } from './traces/trace.ts';
export { isUsageError, UsageError, type UsageErrorDetails } from './usage-error.ts';
export type { InconclusiveReason, Outcome, Verdict } from './verdict.ts';
export type { Waiver } from './waiver.ts';
export { writeYaml } from './write-yaml.ts';
