using System.IO.Compression;

namespace Debye.Learning.Techniques;

/// <summary>Text and bytes of files that may be compressed; a damaged file is one line of complaint.</summary>
internal static class GzipFile
{
    private const long MaximumBytes = 1L << 30;

    /// <summary>All lines, without empty ones, each with its number from 1.</summary>
    public static List<(int Number, string Text)> Lines(string path)
    {
        using var reader = new StreamReader(new MemoryStream(Bytes(path)));
        var lines = new List<(int, string)>();
        for (var number = 1; reader.ReadLine() is { } text; number++)
            if (text.Length > 0)
                lines.Add((number, text));
        return lines;
    }

    /// <summary>All bytes, unpacked when the name ends in ".gz".</summary>
    /// <exception cref="DataFormatException">The file cannot be opened, is damaged or too large.</exception>
    public static byte[] Bytes(string path)
    {
        try
        {
            using var file = File.OpenRead(path);
            using Stream stream = path.EndsWith(".gz", StringComparison.OrdinalIgnoreCase)
                ? new GZipStream(file, CompressionMode.Decompress)
                : file;
            var content = new MemoryStream();
            var buffer = new byte[1 << 16];
            int read;
            while ((read = stream.Read(buffer)) > 0)
            {
                content.Write(buffer, 0, read);
                if (content.Length > MaximumBytes)
                    throw new DataFormatException(path, 0, $"larger than {MaximumBytes >> 20} MiB");
            }

            return content.ToArray();
        }
        catch (InvalidDataException problem)
        {
            throw new DataFormatException(path, 0, "the compressed file is damaged or cut short", problem);
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
            throw new DataFormatException(path, 0, $"cannot be opened: {problem.Message.Split('\n')[0]}", problem);
        }
    }
}
