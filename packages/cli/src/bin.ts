#!/usr/bin/env node
import { enableCompileCache } from 'node:module';

process.exitCode = 70; // until a verdict was reached
enableCompileCache();
const { start } = await import('./start.ts');
await start();
