using System.Xml;
using System.Xml.Linq;

namespace Debye.Io;

/// <summary>
/// XML from files that are not trusted: no document type, no entities, no references to the outside, a limit on size and depth.
/// </summary>
internal static class SafeXml
{
    private const long MaximumCharacters = 400_000_000;
    private const int MaximumDepth = 100;

    /// <summary>Loads a document.</summary>
    /// <exception cref="DataFormatException">It is no well-formed XML, declares a document type, or is too large or too deep.</exception>
    public static XDocument Load(Stream stream, string path)
    {
        var settings = new XmlReaderSettings
        {
            DtdProcessing = DtdProcessing.Prohibit,
            XmlResolver = null,
            MaxCharactersInDocument = MaximumCharacters,
            MaxCharactersFromEntities = 1024,
            IgnoreComments = true,
            IgnoreProcessingInstructions = true,
        };
        try
        {
            RequireShallow(stream, settings, path);
            stream.Position = 0;
            using var reader = XmlReader.Create(stream, settings);
            return XDocument.Load(reader, LoadOptions.SetLineInfo);
        }
        catch (XmlException error)
        {
            throw new DataFormatException(path, error.LineNumber, $"unreadable XML: {FirstLine(error.Message)}", error);
        }
        catch (ArgumentException error)
        {
            // An encoding that the declaration names but nobody knows.
            throw new DataFormatException(path, 1, $"unreadable XML: {FirstLine(error.Message)}", error);
        }
    }

    /// <summary>Line of an element, 0 when unknown.</summary>
    public static int Line(XObject? node) => node is IXmlLineInfo info && info.HasLineInfo() ? info.LineNumber : 0;

    private static void RequireShallow(Stream stream, XmlReaderSettings settings, string path)
    {
        using var reader = XmlReader.Create(stream, settings);
        while (reader.Read())
            if (reader.Depth > MaximumDepth)
                throw new DataFormatException(path, ((IXmlLineInfo)reader).LineNumber, $"XML nested deeper than {MaximumDepth} levels.");
    }

    private static string FirstLine(string message) => message.Split('\n')[0].TrimEnd('\r');
}
