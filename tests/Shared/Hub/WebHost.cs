namespace Debye.TestSupport;

/// <summary>A web host that gives and takes files.</summary>
internal sealed class WebHost : IDisposable
{
    public WebHost() =>
        Server = new LocalServer(request =>
            request.Method switch
            {
                "PUT" => Put(request),
                _ => Files.TryGetValue(request.Path, out var content)
                    ? new Answer(200, content) { Tag = $"\"{HubServer.Sha256(content)[..8]}\"" }
                    : new Answer(404),
            }
        );

    public LocalServer Server { get; }

    public Dictionary<string, byte[]> Files { get; } = new(StringComparer.Ordinal);

    public string At(string path) => $"{Server.Address}{path}";

    public void Dispose() => Server.Dispose();

    private Answer Put(SeenRequest request)
    {
        Files[request.Path] = request.Body;
        return new Answer(201);
    }
}
