export type {
  EvalCase,
  Json,
  JsonObject,
  Message,
  Opinion,
  Output,
  Score,
  Subject,
  ToolCall,
  Usage,
} from '@pawl/core';
