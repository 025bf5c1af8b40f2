#!/usr/bin/env node
// Takes the place of the desktop executable where there is none: see servedVsCode.ts.
import { register } from 'tsx/esm/api';

register();
const { exitOnSignals } = await import('./exitOnSignals.ts');
const { runServedVsCode } = await import('./servedVsCode.ts');
exitOnSignals();
process.exit(await runServedVsCode(process.argv.slice(2)));
