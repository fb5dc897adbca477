package org.confero.server.rest;

import jakarta.servlet.http.HttpServletRequest;
import org.confero.protocol.ErrorCode;
import org.confero.server.routing.UnavailableException;
import org.eclipse.jetty.http.HttpException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.core.io.ClassPathResource;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.MediaType;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;
import org.springframework.web.context.request.ServletWebRequest;
import org.springframework.web.context.request.WebRequest;
import org.springframework.web.servlet.mvc.method.annotation.ResponseEntityExceptionHandler;

/** Turns what went wrong into an answer: a page for people, problem details for programs. */
@RestControllerAdvice
class Problems extends ResponseEntityExceptionHandler {
    private static final Logger LOG = LoggerFactory.getLogger(Problems.class);

    /** Our own fault: said once in the log; the client is told no more than that. */
    @ExceptionHandler(Exception.class)
    @Nullable
    ResponseEntity<Object> fault(Exception fault, WebRequest request) {
        LOG.error("A request has failed", fault);
        return answer(HttpStatus.INTERNAL_SERVER_ERROR, new HttpHeaders(), request);
    }

    /** The container counts while a body without a stated length is read. The rest stays unread, so the connection ends. */
    @ExceptionHandler(HttpException.RuntimeException.class)
    ResponseEntity<Object> refused(HttpException.RuntimeException refused, WebRequest request) {
        var headers = new HttpHeaders();
        headers.set(HttpHeaders.CONNECTION, "close");
        return answer(HttpStatusCode.valueOf(refused.getCode()), headers, request);
    }

    /** What our own controllers refuse, and say why. */
    @ExceptionHandler(RefusedException.class)
    ResponseEntity<Object> refused(RefusedException refused) {
        ProblemDetail problem = ErrorTable.problem(refused.status(), refused.code(), refused.detail());
        if (refused.pointer() != null) {
            problem.setProperty("pointer", refused.pointer());
        }
        var headers = new HttpHeaders();
        if (refused.status() == HttpStatus.UNAUTHORIZED) {
            headers.set(HttpHeaders.WWW_AUTHENTICATE, "Bearer");
        }
        return ResponseEntity.status(refused.status())
                .headers(headers)
                .contentType(MediaType.APPLICATION_PROBLEM_JSON)
                .body(problem);
    }

    /** What all nodes share is away for a while. */
    @ExceptionHandler(UnavailableException.class)
    ResponseEntity<Object> unavailable(UnavailableException away) {
        return ResponseEntity.status(HttpStatus.SERVICE_UNAVAILABLE)
                .header(HttpHeaders.RETRY_AFTER, Long.toString(UnavailableException.RETRY_AFTER.toSeconds()))
                .contentType(MediaType.APPLICATION_PROBLEM_JSON)
                .body(ErrorTable.problem(
                        HttpStatus.SERVICE_UNAVAILABLE, ErrorCode.UNAVAILABLE, UnavailableException.DETAIL));
    }

    @Override
    protected @Nullable ResponseEntity<Object> handleExceptionInternal(
            Exception mistake, @Nullable Object body, HttpHeaders headers, HttpStatusCode status, WebRequest request) {
        return answer(status, headers, request);
    }

    static ResponseEntity<Object> answer(HttpStatusCode status, HttpHeaders headers, WebRequest request) {
        HttpServletRequest asked = ((ServletWebRequest) request).getRequest();
        if (status.value() == HttpStatus.NOT_FOUND.value() && isPerson(asked)) {
            return ResponseEntity.status(status)
                    .contentType(MediaType.TEXT_HTML)
                    .header(HttpHeaders.CONTENT_DISPOSITION, "inline")
                    .body(new ClassPathResource("pages/not-found.html"));
        }
        return ResponseEntity.status(status)
                .headers(headers)
                .contentType(MediaType.APPLICATION_PROBLEM_JSON)
                .body(ErrorTable.problem(status));
    }

    private static boolean isPerson(HttpServletRequest asked) {
        String accept = asked.getHeader(HttpHeaders.ACCEPT);
        return !asked.getRequestURI().startsWith("/api/")
                && accept != null
                && accept.contains(MediaType.TEXT_HTML_VALUE);
    }
}
