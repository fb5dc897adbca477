package org.confero.server.rest;

import java.io.IOException;
import org.springframework.core.io.ClassPathResource;
import org.springframework.core.io.Resource;
import org.springframework.http.CacheControl;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** The HTTP API described for programs, in OpenAPI 3.1. */
@RestController
class ApiDescription {
    private final Resource description = new ClassPathResource("openapi.json");

    @GetMapping("/api/v1/openapi.json")
    ResponseEntity<Resource> read() throws IOException {
        return ResponseEntity.ok()
                .contentType(MediaType.APPLICATION_JSON)
                .cacheControl(CacheControl.noCache())
                .eTag(ETags.of(description))
                .body(description);
    }
}
