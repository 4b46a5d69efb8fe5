import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';

import {
  isUsageError,
  knownTraces,
  readTrace,
  UsageError,
  type Json,
  type Message,
  type RecordedOutput,
  type TraceExchange,
} from '@pawl/core';

import type { IncidentFacts } from './incident-draft.ts';

const names: Readonly<Record<TraceExchange['shape'], string>> = {
  'otel-genai': 'OpenTelemetry GenAI spans',
  openinference: 'OpenInference spans',
  openai: 'an OpenAI request and response',
  anthropic: 'an Anthropic request and response',
  'chat-transcript': 'a chat transcript',
};

const knownShapes = `Known shapes: ${knownTraces.join('; ')}.`;

/** What a trace says: the question, the bad output as it was, and the configuration of that day. */
export async function factsFromTrace(folder: string, file: string): Promise<IncidentFacts> {
  const reading = readTrace(parse(await readTraceFile(resolve(folder, file), file), file));
  if (reading.kind === 'unknown') {
    throw new UsageError('unknown-trace', `${file} is a trace of no shape that is known.`, {
      hint: knownShapes,
    });
  }
  const { exchange, others } = reading;
  const { asked, occurredMs, configuration } = exchange;
  const left = others === 0 ? [] : [`left out: ${others} earlier exchanges of the trace`];
  const turns = asked.length - 1;
  const earlier =
    turns === 0 ? [] : [`the input is the last question; left out: ${turns} turns before it`];
  return {
    input: asked.at(-1)?.content ?? '',
    bad: outputOf(exchange.answer),
    ...(Object.keys(configuration).length === 0 ? {} : { configuration }),
    ...(occurredMs === undefined ? {} : { occurred: momentOf(occurredMs) }),
    notes: [`${file}: ${names[exchange.shape]}`, ...left, ...earlier],
  };
}

async function readTraceFile(path: string, file: string): Promise<string> {
  try {
    return await readFile(path, 'utf8');
  } catch (error) {
    const isGone = error instanceof Error && 'code' in error && error.code === 'ENOENT';
    const why = isGone ? 'there is no such file' : String(error);
    throw new UsageError('unreadable-trace', `${file} cannot be read: ${why}`, {
      hint: 'Name a file, or a failed case: --from run:<id>:<case>',
    });
  }
}

/** To the second: more than that nobody asks of an incident. */
const momentOf = (ms: number): string => `${new Date(ms).toISOString().slice(0, 19)}Z`;

/** JSON, or JSON Lines as exporters write them. */
function parse(text: string, file: string): Json {
  try {
    const value: Json = JSON.parse(text);
    return value;
  } catch (error) {
    const lines = text.split('\n').filter((line) => line.trim() !== '');
    if (lines.length > 1) return lines.map((line) => parseLine(line, file));
    if (isUsageError(error)) throw error;
    throw notJson(file);
  }
}

function parseLine(line: string, file: string): Json {
  try {
    const value: Json = JSON.parse(line);
    return value;
  } catch {
    throw notJson(file); // the parser's own words name an offset that helps nobody
  }
}

const notJson = (file: string): UsageError =>
  new UsageError('unknown-trace', `${file} is not JSON.`, {
    hint: knownShapes,
  });

/** A plain reply is its text; with tool calls the messages are kept whole. */
function outputOf(answer: readonly Message[]): RecordedOutput {
  const text = answer.findLast(({ role }) => role === 'assistant')?.content ?? '';
  const plain = answer.length === 1 && answer[0]?.toolCalls === undefined;
  return plain ? { text, source: 'verbatim' } : { messages: answer, source: 'verbatim' };
}
