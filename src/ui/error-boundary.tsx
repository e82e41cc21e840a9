import type { ReactNode } from 'react';
import { Component } from 'react';
import { Button } from './button.tsx';
import { Notice } from './notice.tsx';

interface Props {
  readonly name: string;
  readonly children: ReactNode;
}

/** Keeps a fault in one view from taking the others with it. */
export class ErrorBoundary extends Component<Props, { readonly message: string | null }> {
  override state: { readonly message: string | null } = { message: null };

  static getDerivedStateFromError(error: unknown): { readonly message: string } {
    return { message: error instanceof Error ? error.message : String(error) };
  }

  override render(): ReactNode {
    const { message } = this.state;
    if (message === null) return this.props.children;
    return (
      <Notice
        tone="bad"
        title={`${this.props.name} could not be drawn`}
        actions={
          <Button
            icon="retry"
            onClick={() => {
              this.setState({ message: null });
            }}
          >
            Draw it again
          </Button>
        }
      >
        <p>{message}</p>
        <p>The other views, the corpus and the arms are as they were.</p>
      </Notice>
    );
  }
}
