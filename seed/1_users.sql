-- Accounts for development only. The password of both is "dunlin-development".
INSERT INTO users (user_id, name, email, roles, password_hash, department, enabled, date_created, date_updated) VALUES
    ('5cf37266-3473-4006-984f-9325122678b7', 'Ada Admin', 'admin@example.com', '{ADMIN,USER}', '$2b$10$T3EVmQQnpu9hWQBJNTC2aOELPYThk3xIn0N3X7Xnsx9UD54/1qxjm', NULL, true, '2026-01-01 00:00:00+00', '2026-01-01 00:00:00+00'),
    ('45b5fbd3-755f-4379-8f07-a58d4a30fa2f', 'Uma User', 'user@example.com', '{USER}', '$2b$10$rW27slv7we66j3WyvTMKJ.GWE3OyMV/QEvUfN2PjA4.qs7nvWzyeC', 'Engineering', true, '2026-01-01 00:00:00+00', '2026-01-01 00:00:00+00')
ON CONFLICT DO NOTHING;
