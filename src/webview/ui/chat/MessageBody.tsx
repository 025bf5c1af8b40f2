import { Component, type ComponentChildren } from 'preact';
import { useMemo, useState } from 'preact/hooks';
import { useChat, useStrings } from '../chatContext.js';
import { createMarkdownParser } from '../markdown/markdownParser.js';
import { MarkdownView } from '../markdown/MarkdownView.js';
import { ShowMore } from '../markdown/ShowMore.js';
import { characterStart } from '../markdown/inlineSigns.js';
import { countScriptChanges } from '../markdown/scriptChanges.js';
import { drawable, layoutClass } from '../markdown/visibleText.js';
import type { Formatting } from './messageEntries.js';
import { wordPattern } from './wordPattern.js';

/** Text longer than this, in characters, is pasted data rather than prose: it is shown as it is. */
const plainBeyond = 512 * 1024;
const plainShown = 20 * 1024;
const plainStep = 100 * 1024;
/** Laying out a line, or a piece in another script, takes as long as so many characters. */
const pieceWeight = 10;
/** Shown for some frames of what is about to be formatted; it is out of view as a rule. */
const placeholderLength = 2 * 1024;
/** Shown behind what was looked for. */
const plainMargin = 2 * 1024;

const parser = createMarkdownParser();

export interface MessageBodyProps {
  readonly text: string;
  readonly growing: boolean;
  /** What was looked for: the first of it is not left out. */
  readonly words?: readonly string[] | undefined;
  readonly formatting?: Formatting;
}

export function MessageBody({ text, growing, words, formatting = 'now' }: MessageBodyProps) {
  const { reporter, store } = useChat();
  const [isWanted, setWanted] = useState(false);
  const needed = useMemo(() => wordPattern(words ?? [])?.exec(text)?.index, [text, words]);
  if (text.length > plainBeyond || store.isPlainText.value) return <PlainText text={text} needed={needed} />;
  if (formatting === 'soon') return <p class="markdown plain-text">{drawable(text.slice(0, placeholderLength))}</p>;
  const plain = <PlainText text={text} needed={needed} onFormat={() => setWanted(true)} />;
  if (formatting === 'on-request' && !isWanted) return plain;
  return (
    <Fallback text={text} onError={(error) => reporter.report(error)}>
      <MarkdownView
        key={String(isWanted)}
        text={text}
        growing={growing}
        parser={parser}
        needed={needed}
        otherwise={plain}
        isWanted={isWanted}
      />
    </Fallback>
  );
}

interface PlainTextProps {
  readonly text: string;
  readonly needed?: number | undefined;
  readonly onFormat?: () => void;
}

/** The text as it is; of a long one the beginning, and more in pieces. */
function PlainText({ text, needed = 0, onFormat }: PlainTextProps) {
  const strings = useStrings();
  const [asked, setAsked] = useState(1);
  const pieces = piecesOf(text, asked, needed > 0 ? needed + plainMargin : 0);
  const shown = pieces.reduce((sum, { length }) => sum + length, 0);
  return (
    <div class="markdown">
      {pieces.map((piece, index) => (
        <p key={index} class={`plain-text ${layoutClass(piece) ?? ''}`}>
          {drawable(piece)}
        </p>
      ))}
      {onFormat !== undefined && (
        <p class="show-more">
          <button type="button" class="button secondary" onClick={onFormat}>
            {strings.showFormatted}
          </button>
        </p>
      )}
      {shown < text.length && <ShowMore onClick={() => setAsked(pieces.length + 1)} />}
    </div>
  );
}

/**
 * The first pieces of the text, up to that place at least, which are laid out one by one: all in one is laid out anew with
 * each that is added.
 */
function piecesOf(text: string, count: number, until: number): string[] {
  const pieces: string[] = [];
  for (let start = 0; start < text.length && (pieces.length < count || start < until);) {
    const end = endOfPiece(text, start, pieces.length === 0 ? plainShown : plainStep);
    pieces.push(text.slice(start, end));
    start = end;
  }
  return pieces;
}

function endOfPiece(text: string, start: number, weight: number): number {
  let end = start;
  for (let left = weight; end < text.length && left > 0; end++) left -= text[end] === '\n' ? pieceWeight : 1;
  while (end > start + 1 && pieceWeight * countScriptChanges(text.slice(start, end)) > weight)
    end = Math.ceil((start + end) / 2);
  return Math.max(start + 1, characterStart(text, end));
}

interface FallbackProps {
  readonly text: string;
  readonly onError: (error: unknown) => void;
  readonly children: ComponentChildren;
}

/** Shows the bare text should rendering it ever fail: a message must never be hidden by a fault of the view. */
class Fallback extends Component<FallbackProps, { readonly failed: boolean }> {
  override state = { failed: false };

  override componentDidCatch(error: unknown): void {
    this.setState({ failed: true });
    this.props.onError(error);
  }

  override render(): ComponentChildren {
    return this.state.failed ? <PlainText text={this.props.text} /> : this.props.children;
  }
}
