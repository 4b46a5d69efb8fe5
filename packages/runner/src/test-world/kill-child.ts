// A runner in a process of its own, to be killed: node kill-child.ts <root> <port> <cases> [<run to go on with>]
import { execute } from '../execute/execute.ts';
import { record } from '../execute/record.ts';
import { openRunStore } from '../store/run-store.ts';
import { smallIo } from './small-io.ts';
import { modelTarget, smallPlan, startOf } from './small-plan.ts';

const [root = '.', port = '0', cases = '10', runId = 'run'] = process.argv.slice(2);
const plan = smallPlan(Number(cases), { targets: [modelTarget('gpt')] });
const start = startOf(plan, runId);
const store = openRunStore(root);

const known = await store.list();
const resumed = known.includes(runId) ? await store.resume(runId, start) : undefined;
const writer = resumed?.writer ?? (await store.create(start));

const io = smallIo(
  plan,
  async ({ caseId }) => {
    const response = await fetch(`http://127.0.0.1:${port}/${caseId}`);
    return { text: await response.text(), finish: 'stop' };
  },
  {
    start,
    done: (index) => resumed?.done.has(index) === true,
    ...(resumed === undefined ? {} : { suspect: (index: number) => resumed.suspects.has(index) }),
  },
);
const made = await record(execute(plan, io), writer);
process.stdout.write(`${JSON.stringify(made)}\n`);
