using System.IO.Compression;
using System.Text;

namespace Debye.Cli.Shell;

/// <summary>Where results go: standard output, or a file that appears only when complete.</summary>
internal sealed class OutputFile : IDisposable
{
    private readonly string? _path;
    private readonly string? _temporary;

    private OutputFile(TextWriter writer, string? path, string? temporary) => (Writer, _path, _temporary) = (writer, path, temporary);

    /// <summary>Receives the text.</summary>
    public TextWriter Writer { get; }

    /// <summary>Opens a file under a temporary name; null means standard output.</summary>
    public static OutputFile Open(string? path, Session session)
    {
        if (path is null)
            return new OutputFile(session.Output, null, null);
        // A device is written to, not replaced.
        var isDevice = Path.GetFullPath(path).StartsWith("/dev/", StringComparison.Ordinal);
        if (isDevice)
            return new OutputFile(new StreamWriter(File.OpenWrite(path), new UTF8Encoding(false)), null, null);
        var temporary = path + ".part";
        Stream stream = File.Create(temporary);
        if (path.EndsWith(".gz", StringComparison.OrdinalIgnoreCase))
            stream = new GZipStream(stream, CompressionLevel.Optimal);
        return new OutputFile(new StreamWriter(stream, new UTF8Encoding(false), 1 << 16), path, temporary);
    }

    /// <summary>Writes a whole text file.</summary>
    public static void Write(string path, string text, Session session)
    {
        using var file = Open(path, session);
        file.Writer.Write(text);
        file.Commit();
    }

    /// <summary>Writes a whole binary file.</summary>
    public static void Write(string path, ReadOnlySpan<byte> content)
    {
        var temporary = path + ".part";
        try
        {
            File.WriteAllBytes(temporary, content);
            File.Move(temporary, path, overwrite: true);
        }
        finally
        {
            File.Delete(temporary);
        }
    }

    /// <summary>Name of the picture for input number <paramref name="index"/> (0, 1, …).</summary>
    public static string Numbered(string path, int index) =>
        index == 0
            ? path
            : Path.Combine(
                Path.GetDirectoryName(path) ?? "",
                Invariant($"{Path.GetFileNameWithoutExtension(path)}-{index + 1}{Path.GetExtension(path)}")
            );

    /// <summary>Makes the file appear.</summary>
    public void Commit()
    {
        Writer.Flush();
        if (_path is null || _temporary is null)
            return;
        Writer.Dispose();
        File.Move(_temporary, _path, overwrite: true);
    }

    /// <summary>Removes what was not committed.</summary>
    public void Dispose()
    {
        if (_temporary is null)
            return;
        Writer.Dispose();
        File.Delete(_temporary);
    }
}
