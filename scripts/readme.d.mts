/** Leaves out paragraphs that begin with a picture of ours, and makes plain text of links to files of ours. */
export function readmeForPackage(markdown: string): string;
