import { fields } from './call.ts';
import type { Answer, Routed } from './call.ts';

/** A comment as GitHub keeps it. */
export interface KeptComment {
  readonly id: number;
  readonly issue: number;
  readonly login: string;
  body: string;
  /** Every body it ever had, newest last. */
  readonly history: string[];
}

const longest = 65_536;

/** The comments of a repository. */
export class FakeComments {
  readonly kept = new Map<number, KeptComment>();
  readonly #login: string;
  #next = 1000;
  locked = false;

  constructor(login: string) {
    this.#login = login;
  }

  /** A comment that is there before the action starts. */
  plant(issue: number, login: string, body: string): KeptComment {
    const id = this.#next;
    this.#next += 1;
    const comment = { id, issue, login, body, history: [body] };
    this.kept.set(id, comment);
    return comment;
  }

  /** Comments of one author, oldest first. */
  by(login: string): readonly KeptComment[] {
    return [...this.kept.values()].filter((comment) => comment.login === login);
  }

  history(node: string): unknown {
    const comment = this.kept.get(Number(node.slice('IC_'.length)));
    if (comment === undefined) return null;
    const nodes = comment.history.toReversed().map((diff) => ({ diff }));
    return { userContentEdits: { nodes } };
  }

  answer(call: Routed, rest: string): Answer {
    if (rest === '/issues/{issue_number}/comments') {
      const issue = Number(call.parameters['issue_number']);
      return call.method === 'GET' ? this.#list(call, issue) : this.#create(call, issue);
    }
    const comment = this.kept.get(Number(call.parameters['comment_id']));
    if (comment === undefined) return { status: 404, body: { message: 'Not Found' } };
    if (call.method === 'GET') return { status: 200, body: show(call, comment) };
    if (call.method === 'DELETE') {
      this.kept.delete(comment.id);
      return { status: 204 };
    }
    return this.#edit(call, comment);
  }

  #list(call: Routed, issue: number): Answer {
    const number = (key: string, fallback: number): number =>
      Number(call.query.find(([name]) => name === key)?.[1] ?? fallback);
    const size = Math.min(number('per_page', 30), 100);
    const from = (number('page', 1) - 1) * size;
    const all = [...this.kept.values()].filter((comment) => comment.issue === issue);
    const body = all.slice(from, from + size).map((comment) => ({
      ...fields(call.operation.sampleItem()),
      ...shown(comment),
      user: { ...fields(call.operation.sampleUser()), login: comment.login },
    }));
    return { status: 200, body };
  }

  #create(call: Routed, issue: number): Answer {
    const body = String(fields(call.body)['body']);
    if (this.locked)
      return {
        status: 403,
        body: { message: 'Unable to create comment because issue is locked.' },
      };
    if (body.length > longest) return tooLong;
    return { status: 201, body: show(call, this.plant(issue, this.#login, body)) };
  }

  #edit(call: Routed, comment: KeptComment): Answer {
    const body = String(fields(call.body)['body']);
    if (body.length > longest) return tooLong;
    comment.body = body;
    comment.history.push(body);
    return { status: 200, body: show(call, comment) };
  }
}

const tooLong: Answer = {
  status: 422,
  body: {
    message: 'Validation Failed',
    errors: [{ message: 'body is too long (maximum is 65536 characters)' }],
  },
};

function show(call: Routed, comment: KeptComment): Record<string, unknown> {
  const status = call.method === 'POST' ? '201' : '200';
  const user = { ...fields(call.operation.sampleUser()), login: comment.login };
  return { ...fields(call.operation.sample(status)), ...shown(comment), user };
}

function shown({ id, body }: KeptComment): Record<string, unknown> {
  return { id, node_id: `IC_${id}`, body };
}
