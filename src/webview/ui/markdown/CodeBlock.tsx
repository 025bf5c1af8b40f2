import { h, type ComponentChild } from 'preact';
import { useMemo, useState } from 'preact/hooks';
import { useStrings } from '../chatContext.js';
import type { CodeBlockView } from '../../protocol/code.js';
import { CodeBar } from '../code/CodeBar.js';
import { languageOf, pathOf } from '../code/parsedCode.js';
import type { Coloring } from './coloring.js';
import { characterStart } from './inlineSigns.js';
import { useColoring } from './useColoring.js';
import { ShowMore } from './ShowMore.js';
import { drawable, layoutClass } from './visibleText.js';

/** An unfinished fence longer than this stays plain: coloring it anew with every frame would cost too much. */
const maximumGrowing = 10 * 1024;
/** Beyond this, in characters, coloring takes longer than a reader wants to wait. */
const maximumColored = 200 * 1024;
/** Spans that are drawn at first, and with each "Color More". */
const spansAtATime = 4_000;
/** Lines that are drawn at first, and with each "Show More". */
const linesAtATime = 10_000;
/** And of those characters, beside any number of others, that are a piece to the browser each: 250,000 took 0.9 s. */
const piecesAtATime = 20_000;
/** The code is laid out in pieces of at least so many characters, so that growing code changes the last one only. */
const pieceLength = 4 * 1024;
const lineFeed = 0x0a;
const space = 0x20;
const lastOfAscii = 0x7e;
/** Shorter lines, in characters, fit into any view. */
const alwaysFitting = 40;

export interface CodeBlockProps {
  readonly block: CodeBlockView;
  /** Whether more may still come. */
  readonly growing: boolean;
  /** Whether it has come to its end; what an answer that was cut off ends with has not. */
  readonly isWhole: boolean;
}

/** Code with its language, buttons and, once there are some, colors. */
export function CodeBlock({ block, growing, isWhole }: CodeBlockProps) {
  const strings = useStrings();
  const { info, code } = block;
  const language = languageOf(info);
  const path = useMemo(() => (isWhole ? pathOf({ info, code }) : undefined), [isWhole, info, code]);
  const [limit, setLimit] = useState(spansAtATime);
  const [steps, setSteps] = useState(1);
  const [isWrapped, setWrapped] = useState(false);
  const part = useMemo(() => beginningOf(code, steps), [code, steps]);
  const shown = useMemo(() => drawable(part), [part]);
  const isWanted = language !== '' && code.length <= (growing ? maximumGrowing : maximumColored);
  const { coloring, isTooSlow } = useColoring(shown, language.toLowerCase(), isWanted, limit);
  const content = useMemo(() => (coloring === null ? piecesOf(shown) : colored(shown, coloring)), [shown, coloring]);
  const hasLongLine = useMemo(() => longestLine(code) > alwaysFitting, [code]);
  const layout = useMemo(() => layoutClass(code, isWrapped) ?? '', [isWrapped, code]);
  const isPlain = isTooSlow || (language !== '' && code.length > maximumColored);
  return (
    <div class={`code-block${isWrapped ? ' wrapped' : ''}${language === '' && path === undefined ? ' unlabeled' : ''}`}>
      <CodeBar
        block={block}
        language={language}
        path={path}
        isWhole={isWhole}
        hasLongLine={hasLongLine}
        isWrapped={isWrapped}
        onWrap={() => setWrapped(!isWrapped)}
      >
        {isPlain && <span class="code-note">{strings.codeUncolored}</span>}
        {coloring?.cut === true && (
          <button type="button" class="code-note text-button" onClick={() => setLimit(limit + spansAtATime)}>
            {strings.colorMore}
          </button>
        )}
      </CodeBar>
      <pre tabIndex={0}>
        <code class={`hljs ${layout}`}>{content}</code>
      </pre>
      {part.length < code.length && <ShowMore onClick={() => setSteps(steps + 1)} />}
    </div>
  );
}

function longestLine(code: string): number {
  let longest = 0;
  for (let start = 0; start <= code.length;) {
    const end = code.indexOf('\n', start);
    longest = Math.max(longest, (end < 0 ? code.length : end) - start);
    start = end < 0 ? code.length + 1 : end + 1;
  }
  return longest;
}

function beginningOf(code: string, steps: number): string {
  let lines = steps * linesAtATime;
  let pieces = steps * piecesAtATime;
  for (let index = 0; index < code.length; index++) {
    const character = code.charCodeAt(index);
    if (character === lineFeed) lines -= 1;
    else if (character < space || character > lastOfAscii) pieces -= 1;
    if (lines > 0 && pieces >= 0) continue;
    return code.slice(0, characterStart(code, index));
  }
  return code;
}

/** Text without colors, in pieces that end with a line. */
function piecesOf(code: string): ComponentChild[] {
  const pieces: string[] = [];
  let start = 0;
  while (code.length - start > pieceLength) {
    const end = code.indexOf('\n', start + pieceLength);
    if (end < 0) break;
    pieces.push(code.slice(start, end + 1));
    start = end + 1;
  }
  pieces.push(code.slice(start));
  return pieces;
}

/** The code in nested spans; what came after it was colored has none. */
function colored(code: string, { steps, classes }: Coloring): ComponentChild[] {
  const root: ComponentChild[] = [];
  const open: { readonly name: string; readonly children: ComponentChild[] }[] = [];
  let position = 0;
  for (const step of steps) {
    const children = open.at(-1)?.children ?? root;
    if (step > 0) {
      children.push(code.slice(position, position + step));
      position += step;
    } else if (step < 0) {
      open.push({ name: classes[-step - 1] ?? '', children: [] });
    } else {
      const span = open.pop();
      if (span !== undefined) (open.at(-1)?.children ?? root).push(h('span', { class: span.name }, span.children));
    }
  }
  if (position < code.length) root.push(...piecesOf(code.slice(position)));
  return root;
}
