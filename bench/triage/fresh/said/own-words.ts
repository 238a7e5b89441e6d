import { said, type Words } from './words.ts';

export const DISK: Words = {
  nodejs: [[said('Error', 'ENOSPC: no space left on device, open')]],
  python: [[said('OSError', "[Errno 28] No space left on device: '/tmp/invoice-{hex}.pdf'")]],
  java: [[said('java.nio.file.FileSystemException', '/tmp/invoice-{hex}.pdf: No space left on device')]],
  dotnet: [[said('System.IO.IOException', "No space left on device : '/tmp/invoice-{hex}.pdf'")]],
  ruby: [[said('Errno::ENOSPC', 'No space left on device @ rb_sysopen - /tmp/invoice-{hex}.pdf')]],
  go: [[said('*fs.PathError', 'write /tmp/invoice-{hex}.pdf: no space left on device')]],
};

/** Descriptors that are never closed. */
export const OPEN_FILES: Words = {
  nodejs: [[said('Error', "EMFILE: too many open files, open '/tmp/invoice-{hex}.pdf'")]],
  python: [[said('OSError', "[Errno 24] Too many open files: '/tmp/invoice-{hex}.pdf'")]],
  java: [[said('java.io.FileNotFoundException', '/tmp/invoice-{hex}.pdf (Too many open files)')]],
  go: [[said('*net.OpError', 'post to ledger: dial tcp 10.0.7.31:443: socket: too many open files')]],
};

export const FILE_SYSTEM: Words = {
  nodejs: [
    [said('Error', "ESTALE: stale file handle, open '/mnt/models/current.bin'")],
    [said('Error', "EIO: i/o error, read '/mnt/models/current.bin'")],
  ],
  python: [
    [said('OSError', "[Errno 116] Stale file handle: '/mnt/models/current.bin'")],
    [said('OSError', "[Errno 5] Input/output error: '/mnt/models/current.bin'")],
  ],
  java: [[said('java.nio.file.FileSystemException', '/mnt/models/current.bin: Stale file handle')]],
};

export const LARGE: Words = {
  nodejs: [
    [said('ValidationException', 'Item size has exceeded the maximum allowed size')],
    [
      said(
        'RequestEntityTooLargeException',
        '7{n}12 byte payload is too large for the Event invocation type (limit 1048576 bytes)',
      ),
    ],
    [said('Error', 'Response payload size exceeded maximum allowed payload size (6291556 bytes).')],
  ],
  python: [
    [
      said(
        'ClientError',
        'An error occurred (413) when calling the PutEvents operation: Request Entity Too Large',
      ),
    ],
  ],
  java: [
    [
      said(
        'software.amazon.awssdk.services.sqs.model.SqsException',
        'One or more parameters are invalid. Reason: Message must be shorter than 1048576 bytes. (Service: Sqs, Status Code: 400, Request ID: {hex})',
      ),
    ],
  ],
  dotnet: [
    [
      said(
        'System.Net.Http.HttpRequestException',
        'Response status code does not indicate success: 413 (Payload Too Large).',
      ),
    ],
  ],
};

/** Bugs in the code, and unexpected input. */
export const OWN: Words = {
  nodejs: [
    [said('TypeError', "Cannot destructure property 'currency' of 'order.total' as it is undefined.")],
    [
      said('RangeError', 'Invalid time value'),
      said('TypeError', "Cannot read properties of null (reading 'lines')"),
    ],
    [
      said(
        'ValidationError',
        '"shipTo.postcode" must be a string',
        'ZodError',
        '[{"code":"invalid_type","path":["shipTo","postcode"]}]',
      ),
    ],
    [said('UnknownDiscount', 'discount SPRING-{n} has no rule')],
  ],
  python: [
    [said('KeyError', "'postcode'")],
    [
      said('AttributeError', "'NoneType' object has no attribute 'currency'"),
      said('TypeError', "unsupported operand type(s) for +: 'NoneType' and 'decimal.Decimal'"),
    ],
    [
      said(
        'OrderRejected',
        'order {n} was rejected',
        'pydantic_core._pydantic_core.ValidationError',
        '1 validation error for Order: shipTo.postcode Field required',
      ),
    ],
    [said('IndexError', 'list index out of range')],
  ],
  java: [
    [
      said(
        'java.lang.NullPointerException',
        'Cannot invoke "java.math.BigDecimal.add(java.math.BigDecimal)" because "total" is null',
      ),
    ],
    [said('java.lang.IllegalArgumentException', 'No enum constant shop.Discount.SPRING_{n}')],
    [
      said(
        'java.lang.RuntimeException',
        'order {n} not taken',
        'com.fasterxml.jackson.databind.exc.MismatchedInputException',
        'Cannot deserialize value of type `java.lang.String` from Object value (token `JsonToken.START_OBJECT`)',
      ),
    ],
  ],
  dotnet: [
    [said('System.NullReferenceException', 'Object reference not set to an instance of an object.')],
    [
      said(
        'System.AggregateException',
        'One or more lines were not priced. (discount has no rule)',
        'System.Collections.Generic.KeyNotFoundException',
        "The given key 'SPRING' was not present in the dictionary.",
      ),
    ],
    [said('System.FormatException', "The input string '{hex}' was not in a correct format.")],
  ],
  ruby: [
    [said('NoMethodError', "undefined method 'currency' for nil")],
    [said('KeyError', 'key not found: "postcode"')],
  ],
  go: [
    [
      said(
        '*json.UnmarshalTypeError',
        'decode order: json: cannot unmarshal object into Go struct field Order.shipTo.postcode of type string',
      ),
    ],
    [said('*errors.errorString', 'price order: discount SPRING-{n} has no rule')],
  ],
};

/** Logged by code that returns a failure without throwing: none of the words that people search for. */
export const QUIET: Words = {
  nodejs: [
    [said('', 'order {n} not taken: basket is empty after repricing')],
    [said('', 'giving up on order {n}, stock says no')],
  ],
  python: [[said('', 'order {n} declined, basket has no lines left')]],
  java: [[said('', 'order {n} put back, no stock behind any line')]],
  dotnet: [[said('', 'order {n} put back, no stock behind any line')]],
  go: [[said('', 'order {n} not taken: basket is empty after repricing')]],
  ruby: [[said('', 'order {n} declined, basket has no lines left')]],
};
