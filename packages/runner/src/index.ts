export type { CacheStats } from './cache/answer-table.ts';
export {
  openResponseCache,
  type CacheLimits,
  type OpenResponseCache,
  type ResponseCacheOptions,
} from './cache/open-response-cache.ts';
export type { CacheMode, CachedAnswer, ResponseCache } from './cache/response-cache.ts';
export { cacheModel } from './cache/cache-model.ts';
export {
  CallControl,
  type CallNote,
  type CallWorld,
  type ObservedAllowance,
  type ObservedLimits,
} from './calls/call-control.ts';
export {
  askGuarded,
  guardModel,
  type GuardedCall,
  type GuardedModelWorld,
} from './calls/guard-model.ts';
export { parseSql } from './code/parse-sql.ts';
export { runCode } from './code/run-code.ts';
export { readRunHead, type RunHead } from './history/run-head.ts';
export { openRunIndex, type RunFilter, type RunIndex } from './history/run-index.ts';
export { maskSecrets, type MaskSecrets } from './secrets/mask-secrets.ts';
export type { Answer, ExecuteIo, PlannedRequest } from './execute/execute-io.ts';
export { execute } from './execute/execute.ts';
export type { RunStream } from './execute/event-outbox.ts';
export { record, type RecordOptions } from './execute/record.ts';
export { isStoreError } from './journal/store-error.ts';
export { isCorruptRun } from './store/read-run.ts';
export type { ResumedRun } from './store/resume-run.ts';
export { openRunStore, type RunStore, type RunStoreOptions } from './store/run-store.ts';
export type { RunWriter } from './store/run-writer.ts';
export { moduleLoader, type LoadModule } from './module/load-module.ts';
export { writeWhole } from './store/atomic-file.ts';
export { mergeRuns, type MergeRequest } from './store/merge-runs.ts';
export { openGitTree } from './git/git-tree.ts';
export { oldFiles, refFiles } from './git/old-files.ts';
export { tagMarks, type TagMark } from './git/tags.ts';
export {
  defaultBranch,
  headParents,
  headState,
  mergeBase,
  resolveRevision,
  showFile,
  type HeadState,
} from './git/repository.ts';
export { FileTrouble, type FileSource } from './load/file-source.ts';
export { findProject, type FoundProject } from './load/find-project.ts';
export { loadIncidents } from './load/load-incidents.ts';
export { loadProject, type LoadOptions } from './load/load-project.ts';
export { readFileText, type FileText } from './load/read-file.ts';
export { openWorkTree } from './load/work-tree.ts';
export { checkPrompts } from './prompt/check-prompts.ts';
export { requestMaker, type CaseOfSet, type MadeRequest } from './prompt/make-request.ts';
export { exportCommit, type ExportedCommit } from './git/export-commit.ts';
