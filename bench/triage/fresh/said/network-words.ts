import { said, type Words } from './words.ts';

/** No server listens there, or no packets get through. */
export const REFUSED: Words = {
  nodejs: [
    [said('Error', 'connect ECONNREFUSED 10.0.7.31:6379')],
    [said('AggregateError', 'all 3 brokers are away', 'Error', 'connect ECONNREFUSED 10.0.7.31:9092')],
    [said('Error', 'read ECONNRESET'), said('Error', 'socket hang up')],
  ],
  python: [
    [said('ConnectionError', 'Error 111 connecting to cache.internal:6379. Connection refused.')],
    [
      said(
        'ConnectionError',
        "HTTPConnectionPool(host='ledger.internal', port=8080): Max retries exceeded with url: /v1/post (Caused by NewConnectionError('<urllib3.connection.HTTPConnection object at 0x7f{hex}>: Failed to establish a new connection: [Errno 111] Connection refused'))",
      ),
    ],
  ],
  java: [
    [said('java.net.ConnectException', 'Connection refused')],
    [
      said(
        'shop.LedgerException',
        'ledger did not take order {n}',
        'java.net.ConnectException',
        'Connection refused',
      ),
    ],
  ],
  dotnet: [
    [
      said(
        'System.Net.Http.HttpRequestException',
        'Connection refused (ledger.internal:8080)',
        'System.Net.Sockets.SocketException',
        '(111): Connection refused',
      ),
    ],
  ],
  ruby: [
    [
      said(
        'Errno::ECONNREFUSED',
        'Failed to open TCP connection to ledger.internal:8080 (Connection refused - connect(2) for "ledger.internal" port 8080)',
      ),
    ],
  ],
  go: [
    [
      said(
        '*url.Error',
        'post to ledger: Post "http://ledger.internal:8080/v1/post": dial tcp 10.0.7.31:8080: connect: connection refused',
      ),
    ],
  ],
};

export const NAME_UNKNOWN: Words = {
  nodejs: [
    [said('Error', 'getaddrinfo EAI_AGAIN ledger.internal')],
    [said('TypeError', 'fetch failed', 'Error', 'getaddrinfo ENOTFOUND ledger.internal')],
  ],
  python: [
    [said('gaierror', '[Errno -3] Temporary failure in name resolution')],
    [
      said(
        'EndpointConnectionError',
        'Could not connect to the endpoint URL: "https://sns.eu-west-1.amazonaws.com/"',
      ),
    ],
  ],
  java: [[said('java.net.UnknownHostException', 'ledger.internal: Name or service not known')]],
  dotnet: [[said('System.Net.Http.HttpRequestException', 'Name or service not known (ledger.internal:443)')]],
  ruby: [
    [
      said(
        'SocketError',
        'Failed to open TCP connection to ledger.internal:443 (getaddrinfo: Name or service not known)',
      ),
    ],
  ],
  go: [
    [
      said(
        '*url.Error',
        'post to ledger: Post "https://ledger.internal/v1/post": dial tcp: lookup ledger.internal on 169.254.78.1:53: no such host',
      ),
    ],
  ],
};

export const TLS: Words = {
  nodejs: [
    [said('Error', 'certificate has expired')],
    [said('Error', 'unable to verify the first certificate')],
  ],
  python: [
    [
      said(
        'SSLError',
        "HTTPSConnectionPool(host='ledger.internal', port=443): Max retries exceeded with url: /v1/post (Caused by SSLError(SSLCertVerificationError(1, '[SSL: CERTIFICATE_VERIFY_FAILED] certificate verify failed: certificate has expired (_ssl.c:1028)')))",
      ),
    ],
  ],
  java: [
    [
      said(
        'javax.net.ssl.SSLHandshakeException',
        'PKIX path validation failed: java.security.cert.CertPathValidatorException: validity check failed',
      ),
    ],
  ],
  dotnet: [
    [
      said(
        'System.Net.Http.HttpRequestException',
        'The SSL connection could not be established, see inner exception.',
        'System.Security.Authentication.AuthenticationException',
        'The remote certificate is invalid because of errors in the certificate chain: NotTimeValid',
      ),
    ],
  ],
  go: [
    [
      said(
        '*url.Error',
        'post to ledger: Post "https://ledger.internal/v1/post": tls: failed to verify certificate: x509: certificate has expired or is not yet valid: current time 2026-11-20T09:15:01Z is after 2026-11-20T00:00:00Z',
      ),
    ],
  ],
};

/** Packets are lost, as when one zone has no route out. */
export const NO_ANSWER: Words = {
  nodejs: [[said('Error', 'connect ETIMEDOUT 10.0.7.31:443')]],
  python: [
    [
      said(
        'ConnectTimeout',
        "HTTPSConnectionPool(host='ledger.internal', port=443): Max retries exceeded with url: /v1/post (Caused by ConnectTimeoutError(<urllib3.connection.HTTPSConnection object at 0x7f{hex}>, 'Connection to ledger.internal timed out. (connect timeout=2)'))",
      ),
    ],
  ],
  java: [[said('java.net.SocketTimeoutException', 'Connect timed out')]],
  dotnet: [[said('System.Net.Http.HttpRequestException', 'Connection timed out (ledger.internal:443)')]],
  ruby: [
    [said('Net::OpenTimeout', 'Failed to open TCP connection to ledger.internal:443 (execution expired)')],
  ],
  go: [
    [
      said(
        '*url.Error',
        'post to ledger: Post "https://ledger.internal/v1/post": dial tcp 10.0.7.31:443: i/o timeout',
      ),
    ],
  ],
};
