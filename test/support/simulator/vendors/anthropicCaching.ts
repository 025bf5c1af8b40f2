import { fieldsOf, listOf, type Fields } from '../vendor.js';

/** The most marks in a request: https://platform.claude.com/docs/en/build-with-claude/prompt-caching */
const maximumMarks = 4;

/** What is wrong with the marks of `cache_control`, in Anthropic's words; nothing when they are right. */
export function checkCacheControl(body: Fields): string | undefined {
  // What servers in Anthropic's place say of what they do not know.
  if ('diagnostics' in body && String(body['model']).includes('scenario-picky'))
    return 'diagnostics: Extra inputs are not permitted';
  const blocks = [body['tools'], body['system'], ...listOf(body['messages']).map((item) => fieldsOf(item)['content'])]
    .flatMap(listOf)
    .map(fieldsOf);
  const marks = [...blocks, body].filter((block) => 'cache_control' in block);
  if (marks.length > maximumMarks)
    return `A maximum of ${maximumMarks} blocks with cache_control may be provided. Found ${marks.length}.`;
  if (marks.some(({ type }) => type === 'thinking' || type === 'redacted_thinking'))
    return 'thinking blocks cannot have cache_control';
  const lifetimes = marks.map((block) => fieldsOf(block['cache_control'])['ttl'] ?? '5m');
  if (lifetimes.some((ttl) => ttl !== '5m' && ttl !== '1h')) return "cache_control.ttl: Input should be '5m' or '1h'";
  return lifetimes.some((ttl, index) => ttl === '1h' && lifetimes[index - 1] === '5m')
    ? "a ttl='1h' cache_control block must not come after a ttl='5m' cache_control block"
    : undefined;
}
