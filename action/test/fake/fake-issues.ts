import { fields } from './call.ts';
import type { Answer, Routed } from './call.ts';

/** An issue as it stands. */
interface Issue {
  readonly number: number;
  readonly login: string;
  title: string;
  body: string;
}

/** Issues of a repository. */
export class FakeIssues {
  readonly all: Issue[] = [];
  readonly #login: string;

  constructor(login: string) {
    this.#login = login;
  }

  answer(call: Routed, rest: string): Answer {
    const given = fields(call.body);
    if (call.method === 'GET') return this.#list(call);
    if (rest === '/issues') {
      const issue = { number: this.all.length + 1, login: this.#login, title: '', body: '' };
      this.all.push({ ...issue, title: String(given['title']), body: String(given['body']) });
      return { status: 201, body: this.#tell(call, issue.number, '201') };
    }
    const number = Number(call.parameters['issue_number']);
    const issue = this.all.find((one) => one.number === number);
    if (issue === undefined) return { status: 404, body: { message: 'Not Found' } };
    issue.body = String(given['body']);
    return { status: 200, body: this.#tell(call, number, '200') };
  }

  #list(call: Routed): Answer {
    const asked = (name: string): string => call.query.find(([key]) => key === name)?.[1] ?? '';
    const mine = this.all.filter(({ login }) => login === asked('creator'));
    const body = mine.map((issue) => ({
      ...fields(call.operation.sampleItem()),
      number: issue.number,
      body: issue.body,
      user: { ...fields(call.operation.sampleUser()), login: issue.login },
    }));
    return { status: 200, body: asked('page') === '1' ? body : [] };
  }

  #tell(call: Routed, number: number, status: string): unknown {
    return { ...fields(call.operation.sample(status)), number };
  }
}
