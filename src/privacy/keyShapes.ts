import { looksRandom } from './randomness.js';
import type { SecretKind } from './secretFinding.js';
import { isStandIn } from './standIns.js';

/** What vendors' keys begin with, and what follows: sticky, so that each is tried in one place only. The longer beginning comes first. */
const prefixes: readonly (readonly [string, SecretKind, RegExp])[] = [
  ['sk-ant-', 'anthropic-key', /[\w-]{20,400}/y],
  ['sk-or-v1-', 'api-key', /[0-9a-f]{32,128}/y],
  ['sk-proj-', 'openai-key', /[\w-]{20,400}/y],
  ['sk-svcacct-', 'openai-key', /[\w-]{20,400}/y],
  ['sk-admin-', 'openai-key', /[\w-]{20,400}/y],
  ['sk-', 'openai-key', /[\w-]{20,400}/y],
  ['AIza', 'google-key', /[\w-]{35}/y],
  ['GOCSPX-', 'google-key', /[\w-]{24,40}/y],
  ['hf_', 'huggingface-token', /[A-Za-z0-9]{30,60}/y],
  ['api_org_', 'huggingface-token', /[A-Za-z0-9]{30,60}/y],
  ['github_pat_', 'github-token', /[A-Za-z0-9_]{40,255}/y],
  ['ghp_', 'github-token', /[A-Za-z0-9]{36,255}/y],
  ['gho_', 'github-token', /[A-Za-z0-9]{36,255}/y],
  ['ghu_', 'github-token', /[A-Za-z0-9]{36,255}/y],
  ['ghs_', 'github-token', /[A-Za-z0-9]{36,255}/y],
  ['ghr_', 'github-token', /[A-Za-z0-9]{36,255}/y],
  ['glpat-', 'gitlab-token', /[\w-]{20,300}/y],
  ['gldt-', 'gitlab-token', /[\w-]{20,300}/y],
  ['glrt-', 'gitlab-token', /[\w-]{20,300}/y],
  ['glcbt-', 'gitlab-token', /[\w-]{20,300}/y],
  ['glptt-', 'gitlab-token', /[\w-]{20,300}/y],
  ['glsoat-', 'gitlab-token', /[\w-]{20,300}/y],
  ['glft-', 'gitlab-token', /[\w-]{20,300}/y],
  ['AKIA', 'aws-key', /[A-Z0-9]{16}/y],
  ['ASIA', 'aws-key', /[A-Z0-9]{16}/y],
  ['ABIA', 'aws-key', /[A-Z0-9]{16}/y],
  ['ACCA', 'aws-key', /[A-Z0-9]{16}/y],
  ['xoxb-', 'slack-token', /[\w-]{20,300}/y],
  ['xoxp-', 'slack-token', /[\w-]{20,300}/y],
  ['xoxa-', 'slack-token', /[\w-]{20,300}/y],
  ['xoxr-', 'slack-token', /[\w-]{20,300}/y],
  ['xoxs-', 'slack-token', /[\w-]{20,300}/y],
  ['xoxe-', 'slack-token', /[\w-]{20,300}/y],
  ['xoxc-', 'slack-token', /[\w-]{20,300}/y],
  ['xoxd-', 'slack-token', /[\w-]{20,300}/y],
  ['xapp-', 'slack-token', /[\w-]{20,300}/y],
  ['sk_live_', 'stripe-key', /[A-Za-z0-9]{16,255}/y],
  ['sk_test_', 'stripe-key', /[A-Za-z0-9]{16,255}/y],
  ['rk_live_', 'stripe-key', /[A-Za-z0-9]{16,255}/y],
  ['rk_test_', 'stripe-key', /[A-Za-z0-9]{16,255}/y],
  ['whsec_', 'stripe-key', /[A-Za-z0-9]{24,255}/y],
  ['npm_', 'npm-token', /[A-Za-z0-9]{36}/y],
  ['pypi-', 'pypi-token', /[\w-]{50,300}/y],
  ['gsk_', 'api-key', /[A-Za-z0-9]{40,80}/y],
  ['xai-', 'api-key', /[A-Za-z0-9]{40,120}/y],
  ['pplx-', 'api-key', /[A-Za-z0-9]{40,80}/y],
  ['r8_', 'api-key', /[A-Za-z0-9]{37}/y],
  ['nvapi-', 'api-key', /[\w-]{40,100}/y],
  ['dop_v1_', 'api-key', /[0-9a-f]{64}/y],
  ['shpat_', 'api-key', /[0-9a-fA-F]{32}/y],
  ['shpss_', 'api-key', /[0-9a-fA-F]{32}/y],
  ['lin_api_', 'api-key', /[A-Za-z0-9]{32,64}/y],
  ['ATATT3', 'api-key', /[\w-]{60,300}/y],
  ['dckr_pat_', 'api-key', /[\w-]{20,60}/y],
  ['glsa_', 'api-key', /[A-Za-z0-9]{32}_[0-9a-f]{8}/y],
  ['PMAK-', 'api-key', /[0-9a-f]{24}-[0-9a-f]{34}/y],
  ['figd_', 'api-key', /[\w-]{30,60}/y],
  ['secret_', 'api-key', /[A-Za-z0-9]{43}/y],
  ['ntn_', 'api-key', /[A-Za-z0-9]{40,60}/y],
  ['tskey-auth-', 'api-key', /[A-Za-z0-9]{8,32}-[A-Za-z0-9]{16,64}/y],
  ['rubygems_', 'api-key', /[0-9a-f]{48}/y],
  ['AGE-SECRET-KEY-1', 'private-key', /[A-Z0-9]{50,70}/y],
  ['SK', 'twilio-key', /[0-9a-f]{32}/y],
];

const beginnings = new RegExp(prefixes.map(([prefix]) => prefix).join('|'), 'gu');
const rules = new Map(prefixes.map(([prefix, kind, rest]) => [prefix, { kind, rest }]));

/**
 * The keys in a run of letters, digits, `_` and `-`.
 * @param before the two characters before the run
 */
export function* keysIn(run: string, before: string): Generator<{ start: number; end: number; kind: SecretKind }> {
  beginnings.lastIndex = 0;
  for (let hit = beginnings.exec(run); hit !== null; hit = beginnings.exec(run)) {
    const rule = rules.get(hit[0]);
    if (rule === undefined || !isBoundary(before + run.slice(0, hit.index))) continue;
    rule.rest.lastIndex = beginnings.lastIndex;
    const rest = rule.rest.exec(run)?.[0];
    if (rest === undefined) continue;
    const end = hit.index + hit[0].length + rest.length;
    if (/[A-Za-z0-9]/u.test(run.charAt(end)) || !isKey(rule.kind, rest)) continue;
    yield { start: hit.index, end, kind: rule.kind };
    beginnings.lastIndex = end;
  }
}

/** Capital letters and digits of AWS and `age` are too few kinds for `looksRandom`. */
function isKey(kind: SecretKind, rest: string): boolean {
  return kind === 'aws-key' || kind === 'private-key' ? !isStandIn(rest) && /\d/u.test(rest) : looksRandom(rest);
}

/** No letter or digit before it, but for the end of an escape such as `\n` or `%3D`. */
function isBoundary(before: string): boolean {
  return !/[A-Za-z0-9]$/u.test(before.slice(-1)) || /(?:\\[nrt]|%[0-9A-Fa-f]{2})$/u.test(before.slice(-3));
}
