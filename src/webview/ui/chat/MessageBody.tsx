import { Component, type ComponentChildren } from 'preact';
import { useMemo, useState } from 'preact/hooks';
import { useChat, useStrings } from '../chatContext.js';
import { createMarkdownParser } from '../markdown/markdownParser.js';
import { MarkdownView } from '../markdown/MarkdownView.js';
import { ShowMore } from '../markdown/ShowMore.js';
import { drawable, layoutClass } from '../markdown/visibleText.js';
import { wordPattern } from './wordPattern.js';

/** Text longer than this, in characters, is pasted data rather than prose: it is shown as it is. */
const plainBeyond = 512 * 1024;
const plainShown = 20 * 1024;
const plainStep = 100 * 1024;
/** Shown behind what was looked for. */
const plainMargin = 2 * 1024;

const parser = createMarkdownParser();

export interface MessageBodyProps {
  readonly text: string;
  readonly growing: boolean;
  /** What was looked for: the first of it is not left out. */
  readonly words?: readonly string[] | undefined;
  /** As it is written, until somebody asks for more. */
  readonly isPlainAtFirst?: boolean;
}

export function MessageBody({ text, growing, words, isPlainAtFirst = false }: MessageBodyProps) {
  const { reporter, store } = useChat();
  const [isPlain, setPlain] = useState(isPlainAtFirst);
  const needed = useMemo(() => wordPattern(words ?? [])?.exec(text)?.index, [text, words]);
  if (text.length > plainBeyond || store.isPlainText.value) return <PlainText text={text} needed={needed} />;
  if (isPlain) return <PlainText text={text} needed={needed} onFormat={() => setPlain(false)} />;
  return (
    <Fallback text={text} onError={(error) => reporter.report(error)}>
      <MarkdownView text={text} growing={growing} parser={parser} needed={needed} />
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
  const [asked, setShown] = useState(plainShown);
  const missing = Math.max(0, Math.ceil((needed + plainMargin - asked) / plainStep));
  const shown = asked + (needed > 0 ? missing * plainStep : 0);
  return (
    <div class="markdown">
      {piecesOf(text, shown).map((piece, index) => (
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
      {shown < text.length && <ShowMore onClick={() => setShown(shown + plainStep)} />}
    </div>
  );
}

/** Pieces of the first characters, which are laid out one by one: all in one is laid out anew with each that is added. */
function piecesOf(text: string, shown: number): string[] {
  const pieces = [text.slice(0, plainShown)];
  for (let start = plainShown; start < Math.min(shown, text.length); start += plainStep)
    pieces.push(text.slice(start, start + plainStep));
  return pieces;
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
