// A run on a disk that takes only so much: node full-disk-child.ts <root>
import { execute } from '../execute/execute.ts';
import { record } from '../execute/record.ts';
import { openRunStore } from '../store/run-store.ts';
import { echo, smallIo } from './small-io.ts';
import { smallPlan, startOf } from './small-plan.ts';

const plan = smallPlan(100);
const start = startOf(plan, 'full');
const store = openRunStore(process.argv[2] ?? '.');
const io = smallIo(plan, echo, { start });
const made = await record(execute(plan, io), await store.create(start), { now: io.now });
process.stdout.write(JSON.stringify({ stopped: made.stopped, notes: made.notes }));
