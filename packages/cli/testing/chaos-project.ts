import type { ChaosPlan } from '../../../scripts/chaos/plan.ts';
import { spawnChaos, type Chaos } from '../../../scripts/chaos/spawn-chaos.ts';
import { copyFixture, type TestProject } from './project.ts';
import { spawnPawl, type Spawned } from './spawn-pawl.ts';

/** A project whose target is a model behind OpenAI's SDK, and the provider that goes wrong as a test says. */
export interface ChaosProject extends TestProject {
  readonly chaos: Chaos;
  /** Starts the command in a process of its own, with a key in its environment. */
  readonly spawn: (...args: readonly string[]) => Spawned;
}

/** What such a project may say of itself. */
export interface ChaosProjectOptions {
  readonly cases?: number;
  readonly plan?: ChaosPlan;
  /** A provider that runs already; left out: one of its own. */
  readonly chaos?: Chaos;
  /** YAML that is put into the target. */
  readonly target?: string;
  /** YAML of the set's scorers. */
  readonly scorers?: string;
}

/** The environment in which the model is asked. */
export const chaosEnv = { OPENAI_API_KEY: 'sk-test-91c3' } as const;

/** Makes the project and starts its provider. Every second answer or so is right. */
export async function startChaosProject({
  cases = 3,
  plan = {},
  target = '',
  scorers = "  - regex: '[02468ace]$'\n",
  chaos: given,
}: ChaosProjectOptions = {}): Promise<ChaosProject> {
  const [project, chaos] = await Promise.all([copyFixture(), given ?? spawnChaos()]);
  await chaos.plan(plan);
  const model = `provider: openai, baseUrl: '${chaos.url}/v1', model: gpt-5-mini`;
  const prompt = "messages: [{ role: user, content: '{{ input }}' }]";
  await project.write('pawl.yaml', `targets:\n  model: { ${model}, ${prompt}${target} }\n`);
  const head = "name: many\nversion: 1.0.0\nowner: '@me'\nscorers:\n";
  await project.write('evals/many/set.yaml', head + scorers);
  await project.write('evals/many/cases.jsonl', rows(cases));
  return {
    ...project,
    chaos,
    pawl: project.in({ env: chaosEnv }),
    spawn: (...args) => spawnPawl(project.root, args, chaosEnv),
    [Symbol.asyncDispose]: async () => {
      if (given === undefined) await chaos.stop();
      await project[Symbol.asyncDispose]();
    },
  };
}

function rows(many: number): string {
  const row = (at: number): string => JSON.stringify({ id: `c${at}`, input: `question ${at}` });
  return Array.from({ length: many }, (_, at) => `${row(at)}\n`).join('');
}
