/* For Pillow's libxcb, 2.3 MB with its libXau, by which Pillow takes pictures of a screen.
   Qt has the system's. This one reaches no display, and says so as its header wants it: of a
   connection that has an error nothing more is asked. */

#include <stddef.h>

enum { XCB_CONN_ERROR = 1 };

struct screens {
  void *first;
  int left, index;
};

static int connection;

void *xcb_connect(void) { return &connection; }
int xcb_connection_has_error(void) { return XCB_CONN_ERROR; }
void xcb_disconnect(void) {}

const void *xcb_get_setup(void) { return NULL; }
struct screens xcb_setup_roots_iterator(void) { return (struct screens){NULL, 0, 0}; }
void xcb_screen_next(void) {}

unsigned xcb_get_image(void) { return 0; }
void *xcb_get_image_reply(void) { return NULL; }
unsigned char *xcb_get_image_data(void) { return NULL; }
int xcb_get_image_data_length(void) { return 0; }
