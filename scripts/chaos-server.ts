import { readFileSync } from 'node:fs';
import { parseArgs } from 'node:util';

import { makeCertificate, type CertificateKind } from './chaos/certificate.ts';
import { readPlan } from './chaos/plan.ts';
import { ChaosServer } from './chaos/server.ts';

// One process, loopback only. Prints one JSON line with its port; stops when its stdin closes.
const { values } = parseArgs({
  options: {
    plan: { type: 'string' },
    ledger: { type: 'string' },
    tls: { type: 'string' },
  },
});

const plan = values.plan === undefined ? {} : { plan: readPlan(readFileSync(values.plan, 'utf8')) };
const ledger = values.ledger === undefined ? {} : { ledger: values.ledger };
const certificate = values.tls === undefined ? undefined : makeCertificate(kindOf(values.tls));
const tls = certificate === undefined ? {} : { tls: certificate };

const server = new ChaosServer({ ...plan, ...ledger, ...tls });
const port = await server.listen();
process.stdout.write(`${JSON.stringify({ port, ca: certificate?.cert })}\n`);

process.stdin.resume();
process.stdin.once('end', () => process.exit(0));
process.stdin.once('error', () => process.exit(0));

function kindOf(text: string): CertificateKind {
  if (text === 'self-signed' || text === 'expired' || text === 'wrong-host') return text;
  throw new Error(`No such certificate: ${text}`);
}
