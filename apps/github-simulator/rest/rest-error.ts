/** An answer that is an error, in GitHub's form: `{message, documentation_url, status, errors?}`. */
export class RestError extends Error {
  readonly status: number;
  readonly extra: Record<string, unknown>;
  readonly headers: Record<string, string>;

  constructor(
    status: number,
    message: string,
    extra: Record<string, unknown> = {},
    headers: Record<string, string> = {},
  ) {
    super(message);
    this.status = status;
    this.extra = extra;
    this.headers = headers;
  }
}

export type FieldError = { resource: string; field: string; code: string; message?: string };

export function notFound(): RestError {
  return new RestError(404, 'Not Found');
}

/** 422, with GitHub's list of what is wrong. */
export function validationFailed(...errors: FieldError[]): RestError {
  return new RestError(422, 'Validation Failed', { errors });
}

/** 422 for a body that does not fit the description; GitHub then says so in one sentence. */
export function invalidRequest(sentence: string): RestError {
  return new RestError(422, `Invalid request.\n\n${sentence}`);
}

export function errorBody(error: RestError): Record<string, unknown> {
  return {
    message: error.message,
    ...error.extra,
    documentation_url: 'https://docs.github.com/rest',
    status: String(error.status),
  };
}
