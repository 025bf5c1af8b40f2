/** Of the status of a view, what there is to say when there is nothing. */
export const quiet = { effortLabel: null, parameterLabels: [], notice: null, problem: null, welcome: null, turn: null };
