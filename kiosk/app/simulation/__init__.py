"""The real kiosk in a simulated world: one thread, one seed, every fault there is.

What runs is the product: flows, engine, performer, ledger, outbox, delivery, courier,
reconciliation, and the client of central down to its bytes. Simulated are the clock,
the disk, the network, the devices, the people, and central, which runs the sandbox's
own rules. No production configuration reaches this package and the bundle has none.
"""
