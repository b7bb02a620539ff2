using System.Buffers;
using System.Net;

namespace Debye.Learning.Packages.Hub;

/// <summary>A part of a file as the body of a request, read while it is sent.</summary>
/// <param name="open">Opens the file.</param>
/// <param name="from">First byte.</param>
/// <param name="length">Number of bytes.</param>
internal sealed class SectionContent(Func<Stream> open, long from, long length) : HttpContent
{
    /// <inheritdoc/>
    protected override async Task SerializeToStreamAsync(Stream stream, TransportContext? context, CancellationToken cancellationToken)
    {
        await using var file = open();
        file.Position = from;
        var buffer = ArrayPool<byte>.Shared.Rent(1 << 17);
        try
        {
            for (var left = length; left > 0; )
            {
                var read = await file.ReadAsync(buffer.AsMemory(0, (int)Math.Min(left, buffer.Length)), cancellationToken);
                if (read == 0)
                    throw new EndOfStreamException("The file became shorter while it was sent.");
                await stream.WriteAsync(buffer.AsMemory(0, read), cancellationToken);
                left -= read;
            }
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    /// <inheritdoc/>
    protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context) =>
        SerializeToStreamAsync(stream, context, CancellationToken.None);

    /// <inheritdoc/>
    protected override bool TryComputeLength(out long computed)
    {
        computed = length;
        return true;
    }
}
