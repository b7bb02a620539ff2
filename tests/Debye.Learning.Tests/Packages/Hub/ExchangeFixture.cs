using Debye.Learning.Packages.Hub;
using Debye.TestSupport;

namespace Debye.Learning.Tests.Packages.Hub;

/// <summary>A folder, a clock without patience and a list of what was said; at the end nothing of it may hold the token.</summary>
internal sealed class ExchangeFixture : IDisposable
{
    public string Folder { get; } = Directory.CreateTempSubdirectory("debye-hub-").FullName;

    public ImpatientClock Clock { get; } = new();

    public List<string> Said { get; } = [];

    public string At(string name) => Path.Combine(Folder, name);

    public string Sample() => SamplePackage.Write(At("sample"));

    public ModelExchange Exchange(
        HubServer? server = null,
        string? token = HubServer.Token,
        Func<ExchangeOptions, ExchangeOptions>? change = null
    )
    {
        var options = new ExchangeOptions
        {
            Clock = Clock,
            Token = token is null ? null : new AccessToken(token, "HF_TOKEN"),
            Silence = TimeSpan.FromSeconds(20),
        };
        if (server is not null)
            options = options with { Endpoint = server.Hub.Address };
        return new ModelExchange(change is null ? options : change(options), line => Said.Add(line));
    }

    public void Dispose()
    {
        string.Join('\n', Said).ShouldNotContain(HubServer.Token);
        foreach (var file in Directory.EnumerateFiles(Folder, "*", SearchOption.AllDirectories))
            File.ReadAllText(file).ShouldNotContain(HubServer.Token);
        Directory.Delete(Folder, recursive: true);
    }
}
