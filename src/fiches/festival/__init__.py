"""What is handed out at a festival: posters, website, files over Wi-Fi."""
