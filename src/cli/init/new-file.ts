/** A file of the folder that is made ready. */
export interface NewFile {
  /** From that folder, with `/` between folders. */
  readonly path: string;
  readonly text: string;
  /** Whether the system must be able to run it. */
  readonly executable?: true;
}

/** What the templates are filled with. Of orders: whether none are to be laid in, an example, or some are there. */
export interface Choices {
  /** Our names as orders write them; none: every order counts. */
  readonly operators: readonly string[];
  /** Where we serve, as two capital letters each; none: everywhere, or not said. */
  readonly countries: readonly string[];
  readonly orders: 'none' | 'example' | 'there';
  readonly ci: Ci;
}

export const ciChoices = ['github', 'gitlab', 'both', 'none'] as const;
export type Ci = (typeof ciChoices)[number];
