import {
  canonicalText,
  digest,
  type EvalCase,
  type HttpTarget,
  isJsonObject,
  type Json,
  type JsonObject,
  type Message,
  messageSchema,
  type Path,
  pathName,
  type Target,
  type TargetRequest,
} from '@pawl/core';
import { z } from 'zod';

import { sha256 } from '../files/sha256.ts';
import {
  type MessageTemplate,
  placeOfTemplate,
  type PromptForm,
  toPromptForm,
} from './prompt-form.ts';
import {
  parseTemplate,
  type PromptTemplate,
  renderTemplate,
  TemplateTrouble,
} from './template-engine.ts';

/** A request before its trial is known, and the digest of what is asked of which target, for who wants it. */
export interface MadeRequest {
  readonly request: Omit<TargetRequest, 'trial'>;
  /** Canonical text of the messages; left out where there are none. */
  readonly messagesText?: () => string;
  readonly digest: () => string;
}

/** A case of a set. */
export interface CaseOfSet {
  readonly set: string;
  readonly case: EvalCase;
}

/** Makes the requests of all targets; each template is parsed once. Throws `TemplateTrouble` or `PromptProblems`. */
export function requestMaker(): (target: Target, asked: CaseOfSet) => MadeRequest {
  const forms = new WeakMap<Target, PromptForm>();
  const bodies = new WeakMap<Target, BodyTemplates>();
  return (target, asked) => {
    const base = { set: asked.set, caseId: asked.case.id, input: asked.case.input };
    if (target.provider === 'openai' || target.provider === 'anthropic') {
      const form = forms.get(target) ?? toPromptForm(target);
      forms.set(target, form);
      const messages = toMessages(form, asked.case);
      return withMessages(target, { ...base, messages });
    }
    if (target.provider === 'http') {
      const templates = bodies.get(target) ?? new Map();
      bodies.set(target, templates);
      const body = toBody(target, asked.case, templates);
      const content = body === undefined ? { input: base.input } : { body };
      return {
        request: { ...base, ...(body === undefined ? {} : { body }) },
        digest: () => sumOf(target, content),
      };
    }
    return { request: base, digest: () => sumOf(target, { ...base }) };
  };
}

function sumOf(target: Target, content: JsonObject): string {
  return digest({ target: target.digest, ...content }, sha256);
}

type AskedInMessages = MadeRequest['request'] & { readonly messages: readonly Message[] };

/** The text of the messages is made once, when it is first needed: the digest and the cache both hold it. */
function withMessages(target: Target, request: AskedInMessages): MadeRequest {
  let text: string | undefined;
  const messagesText = (): string => (text ??= canonicalText(request.messages));
  return {
    request,
    messagesText,
    digest: () =>
      sha256(`{"messages":${messagesText()},"target":${JSON.stringify(target.digest)}}`),
  };
}

function toMessages(form: PromptForm, evalCase: EvalCase): readonly Message[] {
  if (form.messages === undefined) return fromInput(evalCase);
  const variables = variablesOf(evalCase);
  return form.messages.map((template) => fill(template, variables));
}

function fill({ message, content }: MessageTemplate, variables: JsonObject): Message {
  if (content === undefined) return message;
  return { ...message, content: renderTemplate(content, variables) };
}

const conversationSchema = z.array(messageSchema).min(1);

/** Without a prompt the input is what is asked: a text as the user's words, messages as they are. */
function fromInput({ input }: EvalCase): readonly Message[] {
  if (typeof input === 'string') return [{ role: 'user', content: input }];
  const list = isJsonObject(input) ? input['messages'] : input;
  const read = conversationSchema.safeParse(list);
  if (read.success) return read.data;
  const message = 'there is none, and the input is neither a text nor a list of messages';
  throw new TemplateTrouble(message, { file: 'pawl.yaml' });
}

const shown = ['input', 'metadata', 'tags', 'id'] as const;

/** What a prompt may see: the input and its fields, never the expected answer. */
export function variablesOf({ id, input, metadata, tags }: EvalCase): JsonObject {
  const fields = isJsonObject(input) ? input : {};
  return { ...fields, input, tags, id, ...(metadata === undefined ? {} : { metadata }) };
}

/** The names a prompt may use whatever the input is. */
export const promptVariables: readonly string[] = shown;

type BodyTemplates = Map<string, PromptTemplate>;

function toBody(
  target: HttpTarget,
  evalCase: EvalCase,
  templates: BodyTemplates,
): Json | undefined {
  if (target.body === undefined) return undefined;
  const variables = variablesOf(evalCase);
  return fillIn(target.body, ['body'], (text, path) => {
    const name = pathName(path);
    const template = templates.get(name) ?? parseTemplate(text, placeOfTemplate(target, path));
    templates.set(name, template);
    return whole(text, variables) ?? renderTemplate(template, variables);
  });
}

/** A text that is one variable and nothing else becomes its value: an object stays an object. */
function whole(text: string, variables: JsonObject): Json | undefined {
  const [, name] = /^\{\{-?\s*(\w+)\s*-?\}\}$/u.exec(text) ?? [];
  const value = name === undefined || !Object.hasOwn(variables, name) ? undefined : variables[name];
  return typeof value === 'object' ? value : undefined;
}

function fillIn(value: Json, path: Path, render: (text: string, path: Path) => Json): Json {
  if (typeof value === 'string') return render(value, path);
  if (isJsonObject(value)) {
    const entries = Object.entries(value).map(([key, inner]) => [
      key,
      inner === undefined ? inner : fillIn(inner, [...path, key], render),
    ]);
    return Object.fromEntries(entries);
  }
  return isList(value)
    ? value.map((inner, index) => fillIn(inner, [...path, index], render))
    : value;
}

const isList = (value: Json): value is readonly Json[] => Array.isArray(value);
