namespace Debye.Io;

/// <summary>Reads files and streams as a whole, up to a limit.</summary>
internal static class WholeFile
{
    /// <summary>The bytes of a file.</summary>
    /// <param name="path">The file.</param>
    /// <param name="maximumBytes">Largest size that is read.</param>
    /// <exception cref="DataFormatException">The file cannot be opened or is larger.</exception>
    public static ReadOnlyMemory<byte> Read(string path, long maximumBytes)
    {
        ArgumentNullException.ThrowIfNull(path);
        try
        {
            using var stream = File.OpenRead(path);
            return Read(stream, path, maximumBytes);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            throw new DataFormatException(path, 0, $"cannot be opened: {error.Message.Split('\n')[0]}", error);
        }
    }

    /// <summary>The bytes of a stream to its end.</summary>
    /// <param name="stream">Read, not closed.</param>
    /// <param name="name">Name in messages.</param>
    /// <param name="maximumBytes">Largest size that is read.</param>
    /// <exception cref="DataFormatException">The stream is longer.</exception>
    public static ReadOnlyMemory<byte> Read(Stream stream, string name, long maximumBytes)
    {
        ArgumentNullException.ThrowIfNull(stream);
        var content = new MemoryStream();
        var buffer = new byte[81920];
        int read;
        while ((read = stream.Read(buffer)) > 0)
        {
            content.Write(buffer, 0, read);
            if (content.Length > maximumBytes)
                throw new DataFormatException(name, 0, Invariant($"larger than {maximumBytes >> 20} MiB."));
        }

        return content.GetBuffer().AsMemory(0, (int)content.Length);
    }
}
