/** What the embedded AWS needs of HTTP: request heads, query parameters, URI encoding and replies that can be cut. */
package io.jenkins.plugins.awsdevtools.localaws.http;
