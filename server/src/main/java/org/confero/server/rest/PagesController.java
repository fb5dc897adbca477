package org.confero.server.rest;

import java.io.IOException;
import org.confero.protocol.InvalidValueException;
import org.confero.protocol.RoomId;
import org.springframework.core.io.ClassPathResource;
import org.springframework.core.io.Resource;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpMethod;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.servlet.resource.NoResourceFoundException;

/** The browser client's one page, which stands at the root and at the link of every room. */
@RestController
class PagesController {
    private final Resource page = new ClassPathResource("static/index.html");

    @GetMapping("/")
    ResponseEntity<Resource> start() throws IOException, NoResourceFoundException {
        return page("");
    }

    @GetMapping("/{room}")
    ResponseEntity<Resource> room(@PathVariable String room) throws IOException, NoResourceFoundException {
        try {
            return page(new RoomId(room).value());
        } catch (InvalidValueException noRoom) {
            throw notFound(room);
        }
    }

    private ResponseEntity<Resource> page(String path) throws IOException, NoResourceFoundException {
        if (!page.exists()) {
            throw notFound(path);
        }
        return ResponseEntity.ok()
                .contentType(MediaType.TEXT_HTML)
                .cacheControl(CacheControl.noCache())
                .eTag(ETags.of(page))
                .body(page);
    }

    private static NoResourceFoundException notFound(String path) {
        return new NoResourceFoundException(HttpMethod.GET, "/" + path, path);
    }
}
