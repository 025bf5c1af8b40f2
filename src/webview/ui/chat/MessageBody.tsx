import { Component, type ComponentChildren } from 'preact';
import { useState } from 'preact/hooks';
import { useChat, useStrings } from '../chatContext.js';
import { createMarkdownParser } from '../markdown/markdownParser.js';
import { MarkdownView } from '../markdown/MarkdownView.js';

/** Text longer than this, in characters, is pasted data rather than prose: it is shown as it is. */
const plainBeyond = 1024 * 1024;
const plainShown = 20 * 1024;

const parser = createMarkdownParser();

export interface MessageBodyProps {
  readonly text: string;
  readonly growing: boolean;
}

export function MessageBody({ text, growing }: MessageBodyProps) {
  const { reporter } = useChat();
  if (text.length > plainBeyond) return <PlainText text={text} />;
  return (
    <Fallback text={text} onError={(error) => reporter.report(error)}>
      <MarkdownView text={text} growing={growing} parser={parser} />
    </Fallback>
  );
}

function PlainText({ text }: { readonly text: string }) {
  const strings = useStrings();
  const [all, setAll] = useState(false);
  return (
    <div class="markdown">
      <p class="plain-text">{all ? text : `${text.slice(0, plainShown)}…`}</p>
      {!all && (
        <button type="button" class="button secondary show-all" onClick={() => setAll(true)}>
          {strings.showAll}
        </button>
      )}
    </div>
  );
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
    return this.state.failed ? <p class="plain-text">{this.props.text}</p> : this.props.children;
  }
}
